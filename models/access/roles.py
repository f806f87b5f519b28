"""The seven roles of the house and the system actors that act without an account."""

from __future__ import annotations

from models.marks import N_

CLERK = "clerk"
COMMITTEE = "committee"
CHAIR = "chair"
AUDITOR = "auditor"
MEMBER = "member"
DEPARTMENT = "department"
ADMIN = "admin"

ROLES: dict[str, str] = {
    CLERK: N_("Clerk"),
    COMMITTEE: N_("Special committee"),
    CHAIR: N_("Member of the chairpersons' meeting"),
    AUDITOR: N_("Auditor"),
    MEMBER: N_("Member"),
    DEPARTMENT: N_("Handling unit"),
    ADMIN: N_("Administrator"),
}

STAFF_ROLES = frozenset({CLERK, COMMITTEE, CHAIR, AUDITOR})
"""The roles of the organization's own people: cleared for what is internal."""
