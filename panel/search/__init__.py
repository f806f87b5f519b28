"""Finding: the search over everything, the command palette, and what was opened lately."""
