"""Add seat assignment."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of seat assignment."""
    op.create_table(
        "seat_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(length=24), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("decided_at_id", sa.Integer(), nullable=False),
        sa.Column("document_number", line(60), nullable=False),
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
            name="fk_seat_assignment_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decided_at_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_seat_assignment_decided_at_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_seat_assignment_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_seat_assignment_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sector_id"],
            ["sector.organization_id", "sector.id"],
            name="fk_seat_assignment_sector_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_seat_assignment_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_assignment")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_seat_assignment_organization_id_id")),
    )
    op.create_index(
        "ix_seat_assignment_changed", "seat_assignment", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_seat_assignment_committee_id"), "seat_assignment", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_seat_assignment_decided_at_id"), "seat_assignment", ["decided_at_id"], unique=False
    )
    op.create_index(op.f("ix_seat_assignment_fact_date"), "seat_assignment", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_seat_assignment_member_group_id"), "seat_assignment", ["member_group_id"], unique=False
    )
    op.create_index(op.f("ix_seat_assignment_seat_id"), "seat_assignment", ["seat_id"], unique=False)
    op.create_index(op.f("ix_seat_assignment_sector_id"), "seat_assignment", ["sector_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("seat_assignment")
