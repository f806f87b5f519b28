"""How the tests are shared out among workers: whole modules, each engine to a worker of its own as long as there is any left.

A worker that stays with one engine makes that engine's schema, furnished offices and demonstration year once, and the statements
that SQLAlchemy has compiled for one test serve the next. A test can always be run alone or in any other order.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

from tests.engines import ENGINE_NAMES


def put_into_group(item: pytest.Item) -> None:
    """Give a test the group whose tests one worker takes: its module, once for each engine; all that need the offices."""
    if item.get_closest_marker("xdist_group") is None:
        engine = item.callspec.params.get("engine_name", "") if hasattr(item, "callspec") else ""
        offices = "furnished" in getattr(item, "fixturenames", ())
        name = "offices" if offices else f"{item.path.parent.name}-{item.path.stem}"
        item.add_marker(pytest.mark.xdist_group(f"{name}-{engine}".rstrip("-")))


class ByEngine(LoadGroupScheduling):
    """Hands out groups, the ones with most tests first: those of the worker's own engine, then of none, then of the other."""

    def _assign_work_unit(self, node: Any) -> None:
        own = list(self.registered_collections).index(node) % len(ENGINE_NAMES)
        order = [ENGINE_NAMES[own], "", *ENGINE_NAMES]
        scope = min(self.workqueue, key=lambda name: order.index(_engine_of(name)))
        self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)


def _engine_of(group: str) -> str:
    return next((engine for engine in ENGINE_NAMES if group.endswith(engine)), "")
