"""The delegations that States send to meetings: focal points, their lists, their papers."""
