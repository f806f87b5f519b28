"""Decisions of meetings: what they move, what came of them, the minutes."""
