"""Writing delegations: who names them, their lists, what becomes of the people on them."""
