"""Contracts: every record type obeys the house. A new type is met by these tests once its expectations are written down."""
