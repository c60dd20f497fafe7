"""What is kept about a person: until when, who read it, given out to her, and erased."""
