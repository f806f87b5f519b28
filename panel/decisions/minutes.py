"""The draft of a meeting's minutes (会议纪要), made of what is on record: who was there, what was decided, what it moved."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose

from models.access import can, current_actor, require
from models.base import db
from models.clock import OFFICE_ZONE
from models.lookups import columns_of
from models.marks import N_
from models.presence import people_at
from models.registry import record_type
from models.resolved import decisions_of, resting_on
from panel.decisions.resting import last_time, rows_of
from panel.language import format_day_in_words, format_moment, join, translate
from panel.listing.labels import labels
from panel.saving import Outcome, new_token, once
from panel.words import failed

MINUTES = N_("Draft of the minutes")
SIGNED = N_("Signed by %(name)s on %(day)s")
LINE, ITEM = N_("%(label)s: %(text)s"), N_("%(number)s. %(subject)s")
PRESENT, ON_LEAVE, ABSENT = N_("Those present"), N_("On leave"), N_("Absent")
WITHOUT_VOTE = N_("Taking part without a vote")
POSTPONED, SENT_BACK = N_("The item was postponed."), N_("The item was sent back.")
CARRIED_OUT_BY, DUE = N_("Carried out by: %(name)s"), N_("Due: %(day)s")
_NAMED = ("present", "leave", "absent")


class MinutesRoutes:
    """Route ``minutes/`` of the meetings."""

    @expose("/minutes/", methods=("GET", "POST"))
    def minutes_view(self: Any) -> Any:
        """Show the minutes as they can be printed: the text that is kept, until there is one a draft drawn from the records.

        A POST keeps the draft as the text of the minutes, to be worked on and signed.
        """
        meeting: Any = self.find()
        if meeting.trashed_at is not None or meeting.state == "planned":
            abort(404)
        if not can(current_actor(), "read", record_type("meeting_decision")):
            abort(404)
        organization = columns_of("organization", meeting.organization_id, "name")
        page = {
            "title": translate(N_("Minutes of the meeting: %(name)s"), name=meeting.name),
            "crumbs": self.crumbs(meeting, translate(MINUTES)),
            "organization": organization.name if organization is not None else "",
            "name": meeting.name,
            "when": span(meeting.starts_at, meeting.ends_at),
            "place": meeting.place or "",
            "host": meeting.host or "",
            "agenda": lines(meeting.agenda),
            "attendance": attendance_of(meeting.id),
            "last": last_time(meeting),
            "items": items_of(meeting.id),
            "day": meeting.fact_date,
            "back_url": self.url_for_details(meeting.id),
            "text": lines(meeting.minutes),
            "signed": translate(SIGNED, name=meeting.minutes_signed_by, day=meeting.minutes_signed_on)
            if meeting.minutes_signed_on
            else "",
            "keep_url": f"{self.url}/minutes/?id={meeting.id}"
            if not meeting.minutes and can(current_actor(), "update", meeting)
            else "",
            "edit_url": f"{self.url}/edit/?id={meeting.id}"
            if meeting.minutes and not meeting.minutes_signed_on and can(current_actor(), "update", meeting)
            else "",
            "token": new_token(),
        }
        if request.method == "POST":
            return self.keep_minutes(meeting, page)
        return render_template("minutes.html", page=page)

    def keep_minutes(self: Any, meeting: Any, page: dict[str, Any]) -> Any:
        """Keep the draft as text, and go where it can be worked on; a text that is there already is not written over."""
        require(current_actor(), "update", meeting)
        written = text_of(page)

        def work() -> Outcome:
            if not meeting.minutes:
                meeting.minutes = written
                db.session.flush()
            return Outcome(answer=f"{self.url}/edit/?id={meeting.id}")

        outcome = once(request.form.get("form_token", ""), work)
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        return redirect(outcome.answer or self.url_for_details(meeting.id), 303)

    def minutes_act(self: Any, meeting: Any) -> list[dict[str, Any]]:
        """Return the way to the minutes, for who reads what a meeting that was held decided."""
        readable = can(current_actor(), "read", record_type("meeting_decision"))
        if meeting.trashed_at is not None or meeting.state == "planned" or not readable:
            return []
        return [{"label": translate(MINUTES), "url": f"{self.url}/minutes/?id={meeting.id}", "method": "get"}]


def text_of(page: dict[str, Any]) -> str:
    """Return the draft as plain text, line by line: who was there, what was decided, and what each item moved."""
    found: list[str] = []
    people = page["attendance"]
    if people is not None:
        told = (
            (PRESENT, people["present"]),
            (ON_LEAVE, people["leave"]),
            (ABSENT, people["absent"]),
            (WITHOUT_VOTE, [*people["staff"], *people["guests"]]),
        )
        for label, names in told:
            if names:
                found.append(translate(LINE, label=translate(label), text=join(names)))
    for item in page["items"]:
        found.append(translate(ITEM, number=item["number"], subject=item["subject"]))
        if item["outcome"] != "decided":
            found.append(translate(POSTPONED if item["outcome"] == "postponed" else SENT_BACK))
        found += item["content"]
        found += [
            translate(LINE, label=f"{group['kind']} {group['step']}", text=join(group["names"]))
            for group in item["moved"]
        ]
        if item["who"]:
            found.append(translate(CARRIED_OUT_BY, name=item["who"]))
        if item["due"]:
            found.append(translate(DUE, day=format_day_in_words(item["due"])))
    return "\n".join([*page["agenda"], *found]) or page["name"]


def span(starts: Any, ends: Any) -> str:
    """Return from when until when a meeting lasted, the day written once when it is the same."""
    first = format_moment(starts)
    if ends is None:
        return first
    same = starts.astimezone(OFFICE_ZONE).date() == ends.astimezone(OFFICE_ZONE).date()
    last = format_moment(ends)
    return f"{first} – {last.rpartition(' ')[2] if same else last}"


def lines(text: str | None) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def attendance_of(meeting_id: int) -> dict[str, Any] | None:
    """Return who was there as the minutes say it: numbers and names of members, staff and guests; no grounds of leave."""
    people = people_at(meeting_id)
    if not people.members and not people.staff and not people.guests:
        return None
    members = {kind: [name for name, found in people.members if found == kind] for kind in _NAMED}
    return {
        "required": sum(1 for _name, found in people.members if found != "exempt"),
        "open": sum(1 for _name, found in people.members if found == "open"),
        **members,
        "staff": people.staff,
        "guests": people.guests,
    }


def items_of(meeting_id: int) -> list[dict[str, Any]]:
    """Return the items of a meeting with what each moved, kind by kind and step by step."""
    items = decisions_of(meeting_id)
    moved: dict[int, dict[tuple[str, str], list[str]]] = {}
    for row in rows_of(resting_on(current_actor(), [item.id for item in items])):
        kinds = moved.setdefault(row["decision"], {})
        state = row["state"]["label"] if row["state"] else ""
        kinds.setdefault((row["kind"], row["step"] or state), []).append(row["name"])
    units = labels(record_type("department"), [i.carried_out_by_id for i in items if i.carried_out_by_id])
    return [
        {
            "number": item.item_number,
            "subject": item.subject,
            "content": lines(item.content),
            "outcome": item.outcome,
            "who": units[item.carried_out_by_id].text if item.carried_out_by_id in units else item.carried_out_by or "",
            "due": item.due_on,
            "moved": [
                {"kind": kind, "step": step, "names": names} for (kind, step), names in moved.get(item.id, {}).items()
            ],
        }
        for item in items
    ]  # fmt: skip
