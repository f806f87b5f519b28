"""On which engines a story is told with script and without."""

from __future__ import annotations

import pytest

both_and_once_without_script = pytest.mark.parametrize(
    ("engine_name", "script"),
    [("sqlite", True), ("postgresql", True), ("sqlite", False)],
    ids=("sqlite-script", "postgresql-script", "sqlite-no-script"),
    indirect=["engine_name"],
    scope="session",
)
"""A story on both engines, and once more in browsers that run no script: what these send does not depend on the engine."""
