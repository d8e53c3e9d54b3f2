"""The page on which the secretariat enters a sitting that was held on paper."""
