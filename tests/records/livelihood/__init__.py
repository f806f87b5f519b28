"""Livelihood projects and their evaluation."""
