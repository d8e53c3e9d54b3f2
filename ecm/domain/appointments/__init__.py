"""Lists of appointments read from a spreadsheet: every remark at once, nothing written."""
