"""The pages of the proposal committee: the book, where the proposals of a session are marked and decided, and the numbers."""
