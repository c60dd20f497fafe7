"""Reading focal points, the lists of delegations, and what stands around them."""
