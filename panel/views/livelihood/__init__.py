"""Screens of livelihood projects and their evaluation."""
