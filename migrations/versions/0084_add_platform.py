"""Add platform."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of platform."""
    op.create_table(
        "platform",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("brand", line(40), nullable=True),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("address", line(80), nullable=True),
        sa.Column("hosted_by", line(80), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("equipment", line(38), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("demonstration_year", sa.Integer(), nullable=True),
        sa.Column("demonstration_by", line(60), nullable=True),
        sa.Column("duties", sa.Text(), nullable=True),
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
            name="fk_platform_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_platform_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_id"],
            ["platform.organization_id", "platform.id"],
            name="fk_platform_parent_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"],
            ["place.organization_id", "place.id"],
            name="fk_platform_place_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_platform_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_platform_organization_id_id")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_platform_organization_id_name")),
    )
    op.create_index("ix_platform_changed", "platform", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_platform_committee_id"), "platform", ["committee_id"], unique=False)
    op.create_index(op.f("ix_platform_decision_id"), "platform", ["decision_id"], unique=False)
    op.create_index(op.f("ix_platform_fact_date"), "platform", ["fact_date"], unique=False)
    op.create_index(
        "ix_platform_opened_on_sorted", "platform", ["organization_id", "opened_on", "id"], unique=False
    )
    op.create_index(op.f("ix_platform_parent_id"), "platform", ["parent_id"], unique=False)
    op.create_index(op.f("ix_platform_place_id"), "platform", ["place_id"], unique=False)
    op.create_index(op.f("ix_platform_state"), "platform", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("platform")
