"""The pages of a ministry: fetch with the right to it, clean, act, lead back."""
