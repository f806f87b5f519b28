"""History, on both engines."""
