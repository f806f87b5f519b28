"""Accounts and their grants."""
