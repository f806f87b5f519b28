"""The search: terms, entries, and how they follow the history."""
