"""Signing in: passwords, attempts, sessions, and the actor that a session and its grants of today make."""
