"""Who was there: presence events from the door, and headcounts."""
