"""Ballots: issuing, casting, counting, and the secrecy of it."""
