"""Add assessment."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of assessment."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("scoring_year", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("trainings_attended", sa.Integer(), nullable=True),
        sa.Column("visits_made", sa.Integer(), nullable=True),
        sa.Column("contributions_confirmed", sa.Integer(), nullable=True),
        sa.Column("suggestions_taken_up", sa.Integer(), nullable=True),
        sa.Column("proposed_grade_id", sa.Integer(), nullable=True),
        sa.Column("grade_reason", sa.Text(), nullable=True),
        sa.Column("grade_id", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appealed_on", sa.Date(), nullable=True),
        sa.Column("appeal_answer", sa.Text(), nullable=True),
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
            name="fk_assessment_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_assessment_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "grade_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_assessment_grade_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_assessment_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposed_grade_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_assessment_proposed_grade_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_assessment_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_assessment_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_assessment_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "seat_id",
            "scoring_year",
            name=op.f("uq_assessment_organization_id_seat_id_scoring_year"),
        ),
    )
    op.create_index(
        "ix_assessment_changed", "assessment", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_assessment_decision_id"), "assessment", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_assessment_entered_for_member_id"), "assessment", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_assessment_fact_date"), "assessment", ["fact_date"], unique=False)
    op.create_index(op.f("ix_assessment_grade_id"), "assessment", ["grade_id"], unique=False)
    op.create_index(op.f("ix_assessment_member_id"), "assessment", ["member_id"], unique=False)
    op.create_index(
        op.f("ix_assessment_proposed_grade_id"), "assessment", ["proposed_grade_id"], unique=False
    )
    op.create_index(op.f("ix_assessment_seat_id"), "assessment", ["seat_id"], unique=False)
    op.create_index(op.f("ix_assessment_state"), "assessment", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("assessment")
