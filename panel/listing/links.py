"""The addresses of a list: the one of now with something changed, conditions kept, the place in the list forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Self
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

PLACE = frozenset({"after", "before"})
OWN = (
    frozenset(
        {
            "q",
            "sort",
            "count",
            "page_size",
            "trash",
            "col",
            "view",
            "adding",
            "_field",
            "_op",
            "_value",
            "_value__text",
        }
    )
    | PLACE
)
"""The words of an address that are no conditions."""
_ONCE = PLACE | {"count", "adding", "_field", "_op", "_value", "_value__text"}
"""What belongs to one page or one step and is not carried on."""


class Links:
    """Makes addresses out of the arguments of the request.

    Args:
        pairs: all arguments, in order.
        base: where the list is; empty for the page itself.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], base: str = "") -> None:
        self.pairs, self.base = list(pairs), base

    @classmethod
    def of(cls, arguments: str, base: str = "") -> Self:
        """Return those of an address that is written down: ``state=draft&year=2020``."""
        return cls(parse_qsl(arguments, keep_blank_values=True), base)

    def as_arguments(self) -> MultiDict[str, str]:
        """Return them as a request has its arguments."""
        return MultiDict(self.pairs)

    def get(self, name: str) -> str:
        """Return the first value of an argument, empty without one."""
        return next((v for k, v in self.pairs if k == name), "")

    def all(self, name: str) -> list[str]:
        """Return every value of an argument."""
        return [v for k, v in self.pairs if k == name]

    def conditions(self) -> list[tuple[str, str]]:
        """Return the arguments that are conditions."""
        return [(k, v) for k, v in self.pairs if k not in OWN]

    def kept(
        self, without: Iterable[tuple[str, str]] = (), drop: Collection[str] = ()
    ) -> list[tuple[str, str]]:
        """Return the arguments that go on to the next page, for hidden fields: all but the place and those given."""
        gone = set(without)
        return [(k, v) for k, v in self.pairs if k not in _ONCE and k not in drop and (k, v) not in gone]

    def url(self, put: Mapping[str, str] | None = None, *, without: Iterable[tuple[str, str]] = ()) -> str:
        """Return the address with ``put`` in it, without the pairs given.

        What is put replaces what stood there. The place in the list is always forgotten.
        """
        put = put or {}
        pairs = [*self.kept(without, put.keys()), *put.items()]
        return f"{self.base}?{urlencode(pairs)}" if pairs or not self.base else self.base
