"""Who may be on a State's list, until when, and how two lists differ or come together."""
