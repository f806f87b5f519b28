"""Which record types the contracts are asked about: all, or those that ``--type`` names, for who is adding one.

A whole run asks about all. The world is furnished whole in any case, for a type is read beside its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Said = TypeVar("Said")

ONLY: set[str] = set()
"""Tables that were named; none for all."""


def chosen(types: Mapping[str, Said]) -> dict[str, Said]:
    """Return what is said by table of the types that are asked about.

    Raises:
        AssertionError: none of those that were named is there.
    """
    found = {table: said for table, said in types.items() if not ONLY or table in ONLY}
    assert found, f"no record type is called {', '.join(sorted(ONLY))}"
    return found
