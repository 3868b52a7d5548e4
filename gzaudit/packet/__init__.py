"""What each district is sent: its files of a run in one zip, proven to hold nobody else's rows."""
