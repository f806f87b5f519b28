"""Entering rows and acting as people of the office, as the tests of single record types do."""

from tests.records.conftest import acting_with, entering

__all__ = ["acting_with", "entering"]
