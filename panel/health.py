"""The address that a supervisor asks whether the panel can work: no session, no page."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from models.base import db
from models.office.organization import Organization
from panel.requests import as_sign_in

blueprint = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Register ``/healthz``."""
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 when the database answers and has its tables, else 503 with a sentence for the machine's keeper."""
    try:
        as_sign_in(lambda: db.session.scalar(select(Organization.id).limit(1)))
    except SQLAlchemyError:
        current_app.logger.exception("The database does not answer")
        return Response(
            "The database does not answer; the log says why.\n", status=503, mimetype="text/plain"
        )
    return Response("ok\n", mimetype="text/plain")
