"""One record with what is needed to decide it: the facts, the way it came, the consequence and the steps that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from models.access import can, current_actor
from models.base import Record
from models.marks import N_
from models.transitions import needs_paper, offered
from models.workflow import Transition
from panel.delegated import behalf_words
from panel.documents import attachments_of
from panel.history_pages import record_timeline
from panel.language import translate
from panel.pages import page
from panel.saving import new_token
from panel.since_returned import since_returned
from panel.states import badge

if TYPE_CHECKING:
    from panel.record_view import RecordView

TIMELINE = 8
NOTHING_WAITS = N_("This does not wait for a decision of yours.")
INBOX = N_("Inbox")


def decision_page(
    view: RecordView,
    record: Record,
    *,
    place: str,
    back_url: str,
    previous_url: str | None,
    next_url: str | None,
    follow: str,
) -> dict[str, Any]:
    """Return the page of one thing in the queue; see ``approve.html``.

    Args:
        view: the screen of its type.
        record: the row, read through the gate.
        place: where it stands in the queue, in words.
        back_url: the inbox.
        previous_url: the one before it in the queue.
        next_url: the one after it.
        follow: where a step leads when it has been taken.
    """
    steps = offered(record)
    forward = next((step for step in steps if step.queue and not step.reason), None)
    back = next((step for step in steps if step.reason and not step.recalls), None)
    others = [step for step in steps if step not in (forward, back) and not step.recalls]
    timeline = record_timeline(record, current_actor(), TIMELINE)
    kind, title = view.title_of(), view.label_text(record)
    return page(
        title,
        [(translate(INBOX), back_url), (kind, None)],
        kind=kind,
        url=view.url_for_details(record.id),
        place=place,
        back_url=back_url,
        previous_url=previous_url,
        next_url=next_url,
        state=badge(record),
        tags=view.tags_of(record),
        figures=view.figures_of(record),
        votes=view.votes_of(record) if hasattr(view, "votes_of") else None,
        rows=_rows(view, record, title),
        sections=[],
        returned=since_returned(record),
        timeline=timeline,
        timeline_summary=timeline[0].what if timeline else "",
        attachments=attachments_of(record),
        seal=view.seal_of(record),
        behalf=behalf_words([(record, step) for step in steps]),
        refusal=None if steps else refusal(record),
        consequence=translate(forward.consequence) if forward is not None else "",
        approve=_forward(view, record, forward, follow) if forward is not None else None,
        return_link={"label": translate(back.label), "url": step_url(view, record, back, follow)}
        if back is not None
        else None,
        others=[(translate(step.label), step_url(view, record, step, follow)) for step in others],
    )


def _rows(view: RecordView, record: Record, title: str) -> list[dict[str, Any]]:
    """Return the facts that are filled in and say more than the title and the figures above them do."""
    above = {view.label_of(name) for name in view.shown_above} if view.figures_of(record) else set()
    sections = view.fact_sections(record)
    rows = [row for section in sections for row in section["rows"] if row["label"] not in above]
    return [row for row in rows if row["value"] not in (None, "") and _words(row["value"]) != title]


def _words(value: Any) -> str:
    return value.striptags() if isinstance(value, Markup) else str(value)


def step_url(view: RecordView, record: Record, step: Transition, follow: str) -> str:
    """Return the page on which a step is asked for and can be given its reason."""
    return f"{view.url}/transition/{step.name}/?id={record.id}&next={quote(follow, safe='/')}"


def refusal(record: Record) -> str:
    """Return the sentence why the actor can take no step: the rule that refuses the first one that is waited for."""
    assert record.workflow is not None
    for step in record.workflow.leaving(record.state):
        if step.queue:
            answer = can(current_actor(), f"transition:{step.name}", record)
            if not answer:
                return translate(answer.sentence, **answer.values)
    return translate(NOTHING_WAITS)


def _forward(view: RecordView, record: Record, step: Transition, follow: str) -> dict[str, Any]:
    """Return the main button: the step itself, or the page that asks for what the step needs first."""
    if step.inputs or record.deciding_bodies(step) or needs_paper(record, step):
        return {
            "label": translate(step.label),
            "method": "get",
            "action": step_url(view, record, step, follow),
            "hidden": [],
        }
    hidden = [
        ("form_token", new_token()),
        ("version", str(record.version)),
        ("confirmed", "1"),
        ("next", follow),
    ]
    action = f"{view.url}/transition/{step.name}/?id={record.id}"
    return {"label": translate(step.label), "method": "post", "action": action, "hidden": hidden}
