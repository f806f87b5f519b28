"""What members did, counted: their account of points and the numbers beside it."""
