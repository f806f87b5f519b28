"""What was typed when the session had ended comes back after signing in: to the same person, for a day, saved by nobody else."""

from __future__ import annotations

import hmac
import json
import secrets

from flask import request

from models import clock
from models.access import acting, current_actor, system_actor
from models.accounts.kept_form import KeptForm
from models.base import db
from models.engines import writing
from panel import csrf
from panel.signing_in.sessions import account_of_token
from panel.typed_text import Sent, sent_text


def keep(token: str) -> str | None:
    """Keep what this request brought for the person of an ended session; return the address under which it comes back.

    Args:
        token: of the session that the browser's cookie still names.

    Returns:
        ``None`` when nothing can be kept: an unknown session, a form that is not of this session, or one that is never held.
    """
    if not hmac.compare_digest(csrf.token_of(token).encode(), request.form.get(csrf.FIELD, "").encode()):
        return None
    sent = sent_text()
    if sent is None:
        return None
    with writing(), acting(system_actor("sign-in")):
        account_id = account_of_token(token)
        if account_id is None:
            return None
        key = secrets.token_urlsafe(24)
        content = {"path": sent.path, "route": sent.route, "fields": sent.fields, "files": sent.files}
        KeptForm.make_room(account_id)
        db.session.add(
            KeptForm(
                token=key,
                account_id=account_id,
                kept_at=clock.now(),
                content=json.dumps(content, ensure_ascii=False),
            )
        )
        db.session.commit()
    return f"/kept/{key}"


def kept(token: str) -> Sent | None:
    """Return what was kept under a token for the person who asks."""
    account_id = current_actor().account_id
    row = KeptForm.of(token, account_id) if account_id is not None else None
    if row is None:
        return None
    content = json.loads(row.content)
    fields = tuple((name, value) for name, value in content["fields"])
    return Sent(content["path"], content["route"], fields, content["files"])
