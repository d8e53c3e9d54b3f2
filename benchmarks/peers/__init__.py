"""Other people's servers, measured in the same run as ours."""
