"""The delegations that States send to meetings: who names them, their lists, their papers."""
