"""How a proposal comes about."""
