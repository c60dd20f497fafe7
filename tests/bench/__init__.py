"""The benchmarks: the product beside a floor that does the least the work needs, in one run."""
