"""Bringing files in: read, understood, rehearsed, then written once and whole."""
