"""Add bulletin."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of bulletin."""
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("code", line(20), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("subject", line(60), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("reported_to", line(200), nullable=True),
        sa.Column("copied_to", line(200), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("editor", line(40), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
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
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_bulletin_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "signer_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_bulletin_signer_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_bulletin_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_bulletin_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "year", "number", name=op.f("uq_bulletin_organization_id_year_number")
        ),
    )
    op.create_index("ix_bulletin_changed", "bulletin", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_bulletin_decision_id"), "bulletin", ["decision_id"], unique=False)
    op.create_index(
        "ix_bulletin_drafted_on_sorted", "bulletin", ["organization_id", "drafted_on", "id"], unique=False
    )
    op.create_index(op.f("ix_bulletin_fact_date"), "bulletin", ["fact_date"], unique=False)
    op.create_index(op.f("ix_bulletin_signer_id"), "bulletin", ["signer_id"], unique=False)
    op.create_index(op.f("ix_bulletin_state"), "bulletin", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("bulletin")
