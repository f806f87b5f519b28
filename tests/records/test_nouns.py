"""Everything that the office's own description of its records names has a place in the model, or a stated reason why not.

An entry is a column, several columns, the column of a child or of a reference back (``table.column``), or a sentence:
what is left out on purpose and where it stands instead.
"""

import pytest

from models.registry import load_record_types, record_type
from tests.contracts.gathered import gathered

NOUNS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "organization": {
        "name": "name",
        "short name": "short_name",
        "level": "level",
        "parent": "parent_id",
        "administrative code": "administrative_code",
    },
    "term": {
        "number": "number",
        "from-to": ("valid_from", "valid_until"),
        "its code tables": ("code_item.term_id", "sector.term_id", "scale.term_id"),
        "merged proposals inside or outside accepted": "merged_proposals",
        "base of percentages": "percentage_base",
        "present under two thirds is absent": ("present_parts", "present_of"),
        "quorum": ("quorum_parts", "quorum_of", "quorum_exceeded"),
        "no figure for fewer than 5 ballots": "ballots_shown_from",
        "late entries are marked": "late_after_days",
        "hours of half a day": "half_day_hours",
        "yearly target of hours": "yearly_hours",
    },
    "sector": {
        "kind": "kind",
        "validity": ("valid_from", "valid_until"),
        "convener": "seat_assignment.sector_id",
    },
    "special_committee": {
        "kind": "kind",
        "validity": ("valid_from", "valid_until"),
        "director": "seat_assignment.committee_id",
        "vice chair in charge": "vice_chair_id",
        "contact clerk": "contact_id",
    },
    "member_group": {
        "the county's group at the city session": ("kind", "level"),
        "validity": ("valid_from", "valid_until"),
        "leader": "seat_assignment.member_group_id",
        "vice chair in charge": "vice_chair_id",
        "contact clerk": "contact_id",
        "area": "place_id",
    },
    "working_area": {"which desk": "committee_id", "which kind of record": "record_kind"},
    "code_item": {"table": "table_name", "term": "term_id", "deactivated": "active"},
    "scale": {
        "options": "scale_option.scale_id",
        "weights": "scale_option.weight",
        "which do not count": ("scale_option.scored", "scale_option.valid"),
        "quorum": ("quorum_parts", "quorum_of", "quorum_exceeded"),
        "validity": ("valid_parts", "valid_of"),
        "computation": "computation",
        "returned > issued voids the round": "holds everywhere: no setting, but a rule of the round",
    },
    "scale_option": {"option": "label", "weight": "weight", "which do not count": ("scored", "valid")},
    "department": {
        "party, government, other": "kind",
        "handing-over office": "handing_over_office",
        "valid from-to": ("valid_from", "valid_until"),
        "predecessor": "predecessor_id",
        "successor": "successor_id",
        "open cases pass to the successor in one act": "comes with the cases of the proposals; projects name the unit themselves",
    },
    "place": {
        "code": "code",
        "parent": "parent_id",
        "level": "level",
        "valid from-to": ("valid_from", "valid_until"),
        "renamed villages": "former_names",
        "merged villages": "successor_id",
    },
    "meeting": {
        "kind": "kind",
        "required set": "required_set",
        "where": "place",
        "from-to": ("starts_at", "ends_at"),
        "host": "host",
        "agenda": "agenda",
        "attendance": "the sheet of a meeting comes with Attendance; trainings have theirs",
        "guests by name and body": "stand on the sheet of the meeting, which comes with Attendance",
        "speeches": "come with Speech",
    },
    "meeting_decision": {
        "meeting": "meeting_id",
        "item no.": "item_number",
        "text": ("subject", "content"),
        "decided, postponed, sent back": "outcome",
        "records moved": ("seat.decision_id", "training.decision_id"),
        "who carries it out": ("carried_out_by_id", "carried_out_by"),
        "due": "due_on",
        "result": ("result", "done_on"),
    },
    "attachment": {
        "belongs to": ("record_table", "record_id"),
        "file name as uploaded": "name",
        "digest": "sha256",
        "signed paper": "kind",
        "open or internal": "secrecy",
        "confirmed as not classified": "not_classified",
    },
    "correction": {
        "named field": "field",
        "both texts": ("old_text", "new_text"),
        "reason": "reason",
        "record": ("record_table", "record_id"),
    },
    "member": {
        "name": "name",
        "traditional script": "name_traditional",
        "initials": "initials",
        "surname strokes": "name_strokes",
        "gender": "gender",
        "ethnicity": "ethnicity",
        "born": "born",
        "native place": "native_place",
        "education": "education",
        "political affiliation": "political_affiliation",
        "work unit and post": ("work_unit", "work_post"),
        "phone": "phone",
        "identity number": "identity_number",
        "photo": "an attachment of the kind photo",
        "levels": "levels",
        "merged": "merged_into_id",
        "contact number for the unit of an open case": "comes with the cases of the proposals",
    },
    "seat": {
        "member": "member_id",
        "term": "term_id",
        "seat number": "seat_number",
        "consecutive terms": "consecutive_terms",
        "document": "document_number",
        "meeting": ("seating_decision_id", "leaving_decision_id"),
        "dated rows": "seat_assignment.seat_id",
        "suspended with basis": ("suspended_on", "suspension_basis", "resumed_on", "resumption_basis"),
        "left and why": ("left_on", "left_reason", "left_document"),
    },
    "seat_assignment": {
        "sector": "sector_id",
        "special committees with post": ("committee_id", "post"),
        "groups": "member_group_id",
        "standing committee": "post",
        "posts": "post",
        "from-to": ("valid_from", "valid_until"),
        "decision": "decided_at_id",
        "document": "document_number",
    },
    "staff": {
        "name": "name",
        "post": "post",
        "desk": "committee_id",
        "from-to": ("valid_from", "valid_until"),
    },
    "training": {
        "kind": "kind",
        "organiser": "organiser",
        "responsible special committee": "committee_id",
        "level": "level",
        "place": "place",
        "from-to": ("starts_on", "ends_on"),
        "hours": "hours",
        "quota": "quota",
        "cost": "cost",
        "heads and attendances": "counted from the rows of attendance, never typed",
    },
    "training_attendance": {
        "a seat": "seat_id",
        "a staff member": "staff_id",
        "a named guest": ("guest_name", "guest_body"),
        "full, part, leave, absent": "attendance",
        "hours": "hours",
        "result": "result_id",
    },
    "livelihood_project": {
        "year": "year",
        "number": "number",
        "name": "name",
        "level": "level",
        "parent item at the level above": "parent_id",
        "lead department": "lead_department_id",
        "partners": "livelihood_project_partner.project_id",
        "county leader": "county_leader",
        "reported done": "reported_done_on",
        "behind": "computed from indicators and progress, never typed",
        "responsible body": "committee_id",
    },
    "livelihood_project_partner": {"project": "project_id", "partner": "department_id"},
    "indicator": {
        "name": "name",
        "unit": "unit",
        "kind of target": "target_kind",
        "target": ("target", "target_text"),
        "funds planned by source": (
            "planned_central",
            "planned_province",
            "planned_city",
            "planned_county",
            "planned_other",
        ),
        "funds paid by source": ("paid_central", "paid_province", "paid_city", "paid_county", "paid_other"),
        "of a project": "project_id",
    },
    "progress": {
        "area": "territory",
        "period": ("year", "period"),
        "value": "value",
        "text": "description",
        "done": "done",
        "completion": "computed from target and value, never clamped",
        "of an indicator": "indicator_id",
    },
    "evaluation_round": {
        "year": "year",
        "subject": "subject",
        "scale": "scale_id",
        "options, weight, which do not count": (
            "evaluation_round_option.code",
            "evaluation_round_option.weight",
            "evaluation_round_option.scored",
            "evaluation_round_option.valid",
        ),
        "quorum": ("quorum_parts", "quorum_of", "quorum_exceeded"),
        "evaluators": "evaluation_round_evaluator.round_id",
        "chairpersons' meeting": "decision_id",
        "county party committee agrees": ("agreed_document", "agreed_on"),
        "visits and reports heard": "heard_on",
        "two tellers": ("teller1_id", "teller2_id"),
        "reported upward": ("reported_document", "reported_on"),
        "fed back": "fed_back_on",
        "rectification reported": "rectification.reported_on",
        "re-checked": ("rechecked_on", "recheck"),
        "a fault voids the round": "void_cause",
        "a new one is opened, both kept": "replaces_id",
        "expected, present, issued, returned, invalid": (
            "expected",
            "present",
            "issued",
            "returned",
            "invalid",
        ),
        "no figure for fewer than 5 ballots": "shown_from",
    },
    "evaluation_round_evaluator": {
        "a member in office": ("seat_id", "member_id"),
        "who works for the department steps aside": (
            "department_id",
            "stepped_aside",
            "stepped_aside_reason",
        ),
    },
    "evaluation_round_subject": {"project": "project_id", "department": "department_id"},
    "evaluation_round_option": {"option": "label", "weight": "weight"},
    "issued_ballot": {
        "per evaluator": "evaluator_id",
        "in the panel or by slip": "way",
        "not returned": "in_box",
        "the vote": "stands in a table without a history, a moment and a name; see the tests of the balloting",
        "remarks apart from marks": "stand in a table of their own beside the votes",
    },
    "teller_sheet": {
        "entered independently": "account_id",
        "present, issued, returned, invalid": ("present", "issued", "returned", "invalid"),
        "closed": "handed_in_at",
    },
    "teller_count": {"subject": "subject_id", "option": "option_id", "number": "number"},
    "evaluation": {
        "round": "round_id",
        "project": "project_id",
        "department": "department_id",
        "closed counts": (
            "expected",
            "issued",
            "returned",
            "valid",
            "invalid",
            "evaluation_count.evaluation_id",
        ),
        "score": "score",
        "rank": "rank",
        "band": "band",
        "opinion text": "opinion",
        "rectification list": ("rectification", "rectification_due"),
        "sealed": ("sealed_at", "seal_hash"),
    },
    "evaluation_count": {"option": "option_id", "number": "number"},
    "rectification": {
        "what is to be put right": "demanded",
        "reported by the unit": ("report", "reported_on"),
        "re-checked": ("finding", "rechecked_on"),
        "due": "due_on",
    },
    "account": {
        "login": "login",
        "name": "name",
        "password hash": "password_hash",
        "second factor": ("second_factor_kind", "second_factor"),
        "state": "status",
    },
    "role_grant": {
        "role": "role",
        "special committee": "special_committee_id",
        "member group": "no role takes it yet; it comes with the groups' own records",
        "town liaison group": "no role takes it yet; it comes with the records of the towns",
        "platform": "platform_id",
        "department": "department_id",
        "member": "member_id",
        "working area": "working_area_id",
        "from-to": ("valid_from", "valid_until"),
        "basis": "basis",
        "acting": "acting",
        "handing-over office": "handing_over_office",
    },
}

STATES = {
    "role_grant": ("asked", "granted", "declined"),
    "meeting": ("planned", "held", "archived"),
    "seat": ("proposed", "checked", "serving", "suspended", "left"),
    "training": ("planned", "announced", "held", "recorded", "archived"),
    "correction": ("draft", "proposed", "confirmed", "declined"),
    "meeting_decision": ("registered", "carrying_out", "carried_out"),
    "livelihood_project": ("listed", "running", "reported_done", "evaluated"),
    "evaluation_round": (
        "drafted", "submitted", "returned", "plan_approved", "heard", "open", "counted", "opinions_approved", "reported",
        "fed_back", "rectifying", "rectification_reported", "rechecked", "archived", "void",
    ),
    "evaluation": ("opinion_due", "submitted", "returned", "approved", "fed_back", "void"),
    "rectification": ("demanded", "reported", "returned", "rechecked"),
}  # fmt: skip


@pytest.mark.parametrize("table", gathered("NOUNS", NOUNS))
def test_every_noun_has_its_place(table: str):
    load_record_types()
    missing = []
    for noun, places in gathered("NOUNS", NOUNS)[table].items():
        for place in (places,) if isinstance(places, str) else places:
            if " " in place:
                continue
            owner, column = place.split(".") if "." in place else (table, place)
            if column not in record_type(owner).__table__.c:
                missing.append(f"{noun}: {place}")

    assert missing == []


@pytest.mark.parametrize("table", STATES)
def test_the_states_are_those_of_the_office(table: str):
    load_record_types()
    workflow = record_type(table).workflow

    assert workflow is not None
    assert tuple(workflow.states) == STATES[table]


def test_every_record_type_has_its_nouns():
    tables = {cls.__tablename__ for cls in load_record_types() if cls.__module__.startswith("models.")}

    assert set(gathered("NOUNS", NOUNS)) == tables
    assert set(gathered("STATES", STATES)) == {
        table for table in tables if record_type(table).workflow is not None
    }
