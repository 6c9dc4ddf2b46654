"""Whole cohorts in numbers: everybody's scores at once, and who is given to whom. Knows the rules and nothing else."""
