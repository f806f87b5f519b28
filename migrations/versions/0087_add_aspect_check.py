"""Add aspect check."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of aspect check."""
    op.create_table(
        "aspect_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(120), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", line(60), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_aspect_check_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_aspect_check_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name="fk_aspect_check_platform_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"],
            ["term.organization_id", "term.id"],
            name="fk_aspect_check_term_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_aspect_check_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aspect_check")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_aspect_check_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "platform_id",
            "checked_on",
            name=op.f("uq_aspect_check_organization_id_platform_id_checked_on"),
        ),
    )
    op.create_index(
        "ix_aspect_check_changed", "aspect_check", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        "ix_aspect_check_checked_on_sorted",
        "aspect_check",
        ["organization_id", "checked_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_aspect_check_committee_id"), "aspect_check", ["committee_id"], unique=False)
    op.create_index(op.f("ix_aspect_check_decision_id"), "aspect_check", ["decision_id"], unique=False)
    op.create_index(op.f("ix_aspect_check_fact_date"), "aspect_check", ["fact_date"], unique=False)
    op.create_index(op.f("ix_aspect_check_platform_id"), "aspect_check", ["platform_id"], unique=False)
    op.create_index(op.f("ix_aspect_check_state"), "aspect_check", ["state"], unique=False)
    op.create_index(op.f("ix_aspect_check_term_id"), "aspect_check", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("aspect_check")
