"""Finding: the search over everything, the palette, what was opened lately."""
