"""What secretariats write: dates in words and tables of meetings, read back. Pure but `known`."""
