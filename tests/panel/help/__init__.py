"""The page about a kind of record."""
