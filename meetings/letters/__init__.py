"""Letters of invitation and certificates of attendance: who signs them, and whether one is ours."""
