"""What do programs read? JSON, Data Packages and feeds."""
