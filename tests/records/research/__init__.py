"""Record types of this area."""
