"""Add point entry."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of point entry."""
    op.create_table(
        "point_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("scoring_year", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("occasion", line(30), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
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
            ["organization_id", "reverses_id"],
            ["point_entry.organization_id", "point_entry.id"],
            name="fk_point_entry_reverses_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "rule_id"],
            ["point_rule.organization_id", "point_rule.id"],
            name="fk_point_entry_rule_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_point_entry_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_point_entry_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_entry")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_point_entry_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "reverses_id", name=op.f("uq_point_entry_organization_id_reverses_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "seat_id",
            "rule_id",
            "record_table",
            "record_id",
            "occasion",
            name=op.f("uq_point_entry_organization_id_seat_id_rule_id_record_table_record_id_occasion"),
        ),
    )
    op.create_index(
        "ix_point_entry_changed", "point_entry", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        "ix_point_entry_earned_on_sorted", "point_entry", ["organization_id", "earned_on", "id"], unique=False
    )
    op.create_index(op.f("ix_point_entry_fact_date"), "point_entry", ["fact_date"], unique=False)
    op.create_index(
        "ix_point_entry_record", "point_entry", ["organization_id", "record_table", "record_id"], unique=False
    )
    op.create_index(op.f("ix_point_entry_reverses_id"), "point_entry", ["reverses_id"], unique=False)
    op.create_index(op.f("ix_point_entry_rule_id"), "point_entry", ["rule_id"], unique=False)
    op.create_index(op.f("ix_point_entry_seat_id"), "point_entry", ["seat_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("point_entry")
