"""How the tests are shared out among workers: whole modules, each engine to a worker of its own as long as there is any left.

A worker that stays with one engine makes that engine's schema, furnished offices and demonstration year once, and the statements
that SQLAlchemy has compiled for one test serve the next. A test can always be run alone or in any other order.
"""

from __future__ import annotations

import re
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests.engines import ENGINE_NAMES

LARGE = ("tests/contracts", "tests/browser")
"""Folders whose tests share what takes long to make (furnished offices, the demonstration year): one worker takes them whole,
once for each engine, and takes them first."""

_ENGINE = re.compile(rf"[\[-]({'|'.join(ENGINE_NAMES)})[]-]")


class ByEngine(LoadScopeScheduling):
    """Hands out a module of one engine at a time: the worker's own engine, then tests of none, then what is left of the other."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the group of a test: its large folder or its module, and its engine."""
        module, _, test = nodeid.partition("::")
        engine = _ENGINE.search(test)
        place = next((folder for folder in LARGE if module.startswith(f"{folder}/")), module)
        return f"{place}@{engine[1] if engine else ''}"

    def _assign_work_unit(self, node: Any) -> None:
        """Put the group that the worker should take next in front, and hand it out."""
        own = list(self.registered_collections).index(node) % len(ENGINE_NAMES)
        engines = [ENGINE_NAMES[own], "", *ENGINE_NAMES]

        def turn(group: str) -> tuple[bool, bool, int]:
            place, _, engine = group.rpartition("@")
            return engine not in engines[:2], place not in LARGE, engines.index(engine)

        self.workqueue.move_to_end(min(self.workqueue, key=turn), last=False)
        super()._assign_work_unit(node)
