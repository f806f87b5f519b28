"""The application's own database, for the sealer and the verifier: they work beside the session, on connections of their own."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from models.base import db


def own_database() -> Engine | Connection:
    """Return the database of the current application."""
    return db.engine
