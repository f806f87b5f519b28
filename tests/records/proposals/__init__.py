"""Proposals and how they are handled."""
