"""What a mailing may say, when it is due, to whom it fits. Pure."""
