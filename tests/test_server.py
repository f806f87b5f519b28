"""What the server's configuration does beside settings."""

from __future__ import annotations

import runpy
import subprocess
import sys

from tests.sources import ROOT

FROZEN = """
import gc, runpy
runpy.run_path("gunicorn.conf.py")["post_worker_init"](None)
print(gc.get_freeze_count())
"""


def test_what_a_worker_loaded_is_not_looked_through_for_rubbish() -> None:
    """In a process of its own, for what is frozen stays so."""
    found = subprocess.run(
        [sys.executable, "-c", FROZEN], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert int(found) > 1000


def test_workers_share_no_connection_that_was_opened_before_them() -> None:
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py")).get("preload_app", False) is False
