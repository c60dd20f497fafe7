"""A held meeting of the past on one screen: its facts, and how many were there."""
