"""The public site for programs: feeds, calendar, open data, catalogue, site map."""
