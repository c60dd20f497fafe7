"""The outbox: messages as rendered for their reader, and sending them."""
