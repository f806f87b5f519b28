"""Add resident request."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of resident request."""
    op.create_table(
        "resident_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("people_affected", sa.Integer(), nullable=True),
        sa.Column("wording", line(40), nullable=True),
        sa.Column("resident_name", line(20), nullable=True),
        sa.Column("resident_contact", line(40), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
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
            name="fk_resident_request_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"],
            ["place.organization_id", "place.id"],
            name="fk_resident_request_place_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "visit_id"],
            ["visit.organization_id", "visit.id"],
            name="fk_resident_request_visit_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_resident_request_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_request")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_resident_request_organization_id_id")),
    )
    op.create_index(
        "ix_resident_request_changed",
        "resident_request",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_resident_request_decision_id"), "resident_request", ["decision_id"], unique=False
    )
    op.create_index(op.f("ix_resident_request_fact_date"), "resident_request", ["fact_date"], unique=False)
    op.create_index(op.f("ix_resident_request_place_id"), "resident_request", ["place_id"], unique=False)
    op.create_index(op.f("ix_resident_request_state"), "resident_request", ["state"], unique=False)
    op.create_index(op.f("ix_resident_request_visit_id"), "resident_request", ["visit_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("resident_request")
