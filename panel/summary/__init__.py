"""The yearly summary: figures counted from the very lists they lead to."""
