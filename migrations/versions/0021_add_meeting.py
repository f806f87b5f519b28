"""Add meeting."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import on_sqlite
from migrations.columns import line

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of meeting."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=18), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("required_set", sa.String(length=18), nullable=False),
        sa.Column("place", line(80), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("host", line(40), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=True),
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
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_meeting_committee_id",
        ),
        *on_sqlite(
            sa.ForeignKeyConstraint(
                ["organization_id", "decision_id"],
                ["meeting_decision.organization_id", "meeting_decision.id"],
                name="fk_meeting_decision_id",
            )
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_meeting_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_meeting_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_meeting_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_meeting_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_meeting_organization_id_id")),
    )
    op.create_index("ix_meeting_changed", "meeting", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_meeting_committee_id"), "meeting", ["committee_id"], unique=False)
    op.create_index(op.f("ix_meeting_decision_id"), "meeting", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_meeting_entered_for_department_id"), "meeting", ["entered_for_department_id"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_entered_for_member_id"), "meeting", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_meeting_fact_date"), "meeting", ["fact_date"], unique=False)
    op.create_index(op.f("ix_meeting_member_group_id"), "meeting", ["member_group_id"], unique=False)
    op.create_index(op.f("ix_meeting_state"), "meeting", ["state"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("meeting")
