"""The application: what a request passes on its way in and out, put together in order."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask

from config import Settings
from models import clock, keys, load_record_types, record_types
from models.balloting import keys as ballot_keys
from models.base import db
from models.engines import prepare_all
from panel import (
    assets,
    auth,
    commands,
    csrf,
    documents,
    errors,
    health,
    language,
    registry,
    requests,
    security,
)
from panel.checks import WronglyDeclared, all_findings
from panel.search import recent


def create_app(settings: Settings | None = None) -> Flask:
    """Return the panel, ready to serve and to take commands.

    :param settings: read from the environment when None.
    :raises WronglyDeclared: models and views disagree; each finding says what to do.
    """
    settings = settings or Settings.from_environment()
    app = errors.LoggingFaults("panel", static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        DEMO=settings.demo,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            # Values that people typed do not enter the log with the statement that failed.
            "hide_parameters": True,
            # The lists, forms and pages of a hundred kinds of records, each for every set of roles: with SQLAlchemy's 500 the
            # statements of one desk push out those of another, and making them anew takes longer than asking them.
            "query_cache_size": 2000,
            # A pool that outlives a restart of the database's server asks before it hands a connection out.
            "pool_pre_ping": not settings.is_sqlite,
        },
    )
    load_record_types()
    db.init_app(app)
    with app.app_context():
        prepare_all(db)
    keys.set_history_key(settings.fingerprint_key().hex())
    clock.fix_business_date(settings.business_date)
    ballot_keys.set_key_folder(settings.instance_folder / "ballot-keys")
    security.init_app(app, settings)
    language.init_app(app, settings)
    assets.init_app(app)
    csrf.init_app(app)
    errors.init_app(app)
    requests.init_app(app)
    auth.init_app(app, settings)
    health.init_app(app)
    registry.register(app)
    recent.init_app(app)
    _refuse_wrong_declarations(app)
    documents.init_app(app)
    _register_pages(app)
    commands.init_app(app)
    return app


def _refuse_wrong_declarations(app: Flask) -> None:
    """Stop here when models and views disagree: a screen that shows too much must not open at all."""
    with app.app_context():
        findings = all_findings(record_types(), registry.views())
    if findings:
        raise WronglyDeclared(findings)


def _register_pages(app: Flask) -> None:
    """Register the pages that are no record's; records' views are found by the registry."""
    folder = importlib.import_module("panel.views")
    for found in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
        if not found.ispkg:
            page = importlib.import_module(f"panel.views.{found.name}")
            app.register_blueprint(page.blueprint)
