"""The screens of the area."""
