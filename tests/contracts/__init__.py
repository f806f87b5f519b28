"""Contracts: every record type obeys the house. New types are met by these tests without a line being added here but the expectations."""
