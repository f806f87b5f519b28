"""Tests of lists and look-ups."""
