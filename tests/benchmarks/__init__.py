"""The budgets of the design, measured as ratios inside one run: `python -m tests.benchmarks`."""
