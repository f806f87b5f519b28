"""Livelihood projects and their evaluation by members (民生实事评议)."""
