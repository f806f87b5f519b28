"""Sealing and verifying on the command line: what is printed, what status it ends with, and what stands in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from models import history
from models.base import db
from models.history import Event
from tests.engines import Databases
from tests.factories import make_place
from tests.fixtures.app import add_organization, as_system, make_schema, own_app
from tests.models.history.office import open_engine
from tests.models.history.tampering import holding

Run = Callable[..., Result]


@pytest.fixture
def house(databases: Databases, engine_name: str, tmp_path: Path) -> Iterator[tuple[Flask, str, int]]:
    """Yield an application with its database, and the number of its organization."""
    url = databases.create(engine_name)
    with own_app(url, seal_key_file=tmp_path / "history-seal.key") as app:
        make_schema(app)
        yield app, url, add_organization(app, "政协邻水县委员会", "邻水")
    databases.drop(url)


def test_sealed_verified_tampered_and_found(house: tuple[Flask, str, int], tmp_path: Path) -> None:
    app, url, office = house

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["history", *words])

    sealed = run("seal")
    assert (sealed.exit_code, "第 1 号封签" in sealed.output) == (0, True), sealed.output
    digest = sealed.output.split()[-1]
    assert len(digest) == 64
    assert (tmp_path / "history-seal.key").stat().st_mode & 0o077 == 0
    assert "没有" in run("seal").output

    good = run("verify", "--digest", " ".join([digest[:20].upper(), digest[20:]]))
    assert good.exit_code == 0, good.output
    assert "全部相符" in good.output
    assert "第 1 号封签" in good.output
    with as_system(app):
        told = db.session.scalars(select(Event).where(Event.kind == "history_verified")).one()
        assert (told.organization_id, '"problems": 0' in str(told.detail)) == (office, True)
    again = run("verify")
    assert "尚未封签：1 条" in again.output, "the verification itself was written down"

    assert run("verify", "--digest", "12 34").exit_code == 1
    strange = run("verify", "--digest", "0" * 64)
    assert (strange.exit_code, "另行保存" in strange.output) == (1, True), strange.output

    with as_system(app, organization_id=office):
        make_place()
        db.session.commit()
    assert run("seal").exit_code == 0
    engine = open_engine(url)
    with holding(engine) as do:
        do("UPDATE change SET actor = 'account:99' WHERE table_name = 'place'")
        do("UPDATE history_seal SET entries = 99 WHERE number = 2")
    with app.app_context():
        db.engine.dispose()
    wrong = run("verify")
    assert wrong.exit_code == 1
    for part in ("行政区划", "第 2 号封签", "备份"):
        assert part in wrong.output
    refused = run("seal")
    with as_system(app, organization_id=office):
        assert refused.exit_code == 1
        assert "history verify" in refused.output

    key = history.KeyFile(tmp_path / "history-seal.key")
    key.path.chmod(0o644)
    assert "chmod 600" in run("seal").output
    key.path.chmod(0o600)
    key.path.write_text("nothing", encoding="ascii")
    assert run("seal").exit_code == 1
    engine.dispose()
