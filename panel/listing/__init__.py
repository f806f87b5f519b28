"""Lists and look-ups: what is shown, narrowed, found, put in order and paged, in a constant number of statements."""
