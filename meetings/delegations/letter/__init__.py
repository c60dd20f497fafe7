"""The note verbale and the letter of credentials, as data and as files."""
