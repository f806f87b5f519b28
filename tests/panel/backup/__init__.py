"""Backups: made while others write, checked, and taken back on both engines."""
