"""What the server's configuration does beside settings."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.base import db
from panel.serving import LONGEST_REQUEST, close_the_endless, is_busy
from tests.fixtures.app import own_app
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


def test_workers_share_no_connection_that_was_opened_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with own_app(f"sqlite:///{tmp_path}/x.sqlite", instance_folder=tmp_path) as app:
        monkeypatch.setitem(sys.modules, "wsgi", SimpleNamespace(app=app))
        with app.app_context():
            pool: Any = db.engine.pool
            db.engine.connect().close()
            assert pool.checkedin() == 1

        runpy.run_path(str(ROOT / "gunicorn.conf.py"))["pre_fork"](None, None)

        with app.app_context():
            pool = db.engine.pool
            assert pool.checkedin() == 0


def connection(**more: Any) -> SimpleNamespace:
    """Return what a connection tells of itself: nothing of a request has come in, nothing waits to go out."""
    return SimpleNamespace(
        **{"request": None, "requests": [], "total_outbufs_len": 0, "will_close": False} | more
    )


def test_a_request_that_comes_in_for_ever_is_cut_off_and_no_other() -> None:
    trickling, resting = connection(request=object()), connection()
    answered = connection(request=object(), requests=[object()])
    reading = connection(total_outbufs_len=5)
    served = dict(enumerate((trickling, resting, answered, reading)))

    for now in (0.0, 1.0, LONGEST_REQUEST, LONGEST_REQUEST + 1.0):
        close_the_endless(served, now)

    assert [one.will_close for one in served.values()] == [True, False, False, False]
    assert [is_busy(one) for one in served.values()] == [False, False, True, True]


def test_the_next_request_of_a_connection_has_the_whole_time_again() -> None:
    one = connection(request=object())
    close_the_endless({1: one}, 0.0)
    one.request = None
    close_the_endless({1: one}, 200.0)
    one.request = object()

    close_the_endless({1: one}, 250.0)
    close_the_endless({1: one}, 500.0)

    assert one.will_close is False
