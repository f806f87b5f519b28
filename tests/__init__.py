"""The tests. The tree mirrors the code; contracts/ holds what every record type has to obey."""
