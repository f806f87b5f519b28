"""Add seat."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import add_on_postgresql, drop_on_postgresql
from migrations.columns import line

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of seat."""
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("seat_number", line(20), nullable=True),
        sa.Column("consecutive_terms", sa.Integer(), nullable=True),
        sa.Column("document_number", line(60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("seating_decision_id", sa.Integer(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("suspension_basis", line(120), nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("resumption_basis", line(120), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_reason", sa.String(length=10), nullable=True),
        sa.Column("left_document", line(60), nullable=True),
        sa.Column("leaving_decision_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("state_since", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("hands", sa.String(length=2000), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("seal_hash", line(64), nullable=True),
        sa.Column("seal_text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact_date", sa.Date(), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_for_member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_seat_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_seat_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "leaving_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_seat_leaving_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_seat_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seating_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_seat_seating_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_seat_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_seat_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_seat_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "member_id", "term_id", name=op.f("uq_seat_organization_id_member_id_term_id")
        ),
    )
    op.create_index("ix_seat_changed", "seat", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_seat_decision_id"), "seat", ["decision_id"], unique=False)
    op.create_index(op.f("ix_seat_entered_for_member_id"), "seat", ["entered_for_member_id"], unique=False)
    op.create_index(op.f("ix_seat_fact_date"), "seat", ["fact_date"], unique=False)
    op.create_index(op.f("ix_seat_leaving_decision_id"), "seat", ["leaving_decision_id"], unique=False)
    op.create_index(op.f("ix_seat_member_id"), "seat", ["member_id"], unique=False)
    op.create_index(
        "ix_seat_name_strokes_sorted", "seat", ["organization_id", "name_strokes", "id"], unique=False
    )
    op.create_index(op.f("ix_seat_seating_decision_id"), "seat", ["seating_decision_id"], unique=False)
    op.create_index(op.f("ix_seat_state"), "seat", ["state"], unique=False)
    op.create_index(op.f("ix_seat_term_id"), "seat", ["term_id"], unique=False)
    add_on_postgresql(
        "fk_special_committee_vice_chair_id",
        "special_committee",
        "seat",
        ["organization_id", "vice_chair_id"],
        ["organization_id", "id"],
    )
    add_on_postgresql(
        "fk_member_group_vice_chair_id",
        "member_group",
        "seat",
        ["organization_id", "vice_chair_id"],
        ["organization_id", "id"],
    )


def downgrade() -> None:
    """Remove them."""
    drop_on_postgresql("fk_member_group_vice_chair_id", "member_group")
    drop_on_postgresql("fk_special_committee_vice_chair_id", "special_committee")
    op.drop_table("seat")
