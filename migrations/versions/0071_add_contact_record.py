"""Add contact record."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of contact record."""
    op.create_table(
        "contact_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("handling_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=9), nullable=False),
        sa.Column("for_unit", line(60), nullable=False),
        sa.Column("with_whom", line(60), nullable=False),
        sa.Column("place", line(60), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact_date", sa.Date(), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_contact_record_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_contact_record_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "handling_id"],
            ["handling.organization_id", "handling.id"],
            name="fk_contact_record_handling_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_contact_record_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_contact_record_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_record")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_contact_record_organization_id_id")),
    )
    op.create_index(
        "ix_contact_record_changed", "contact_record", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_contact_record_department_id"), "contact_record", ["department_id"], unique=False
    )
    op.create_index(
        op.f("ix_contact_record_entered_for_department_id"),
        "contact_record",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(op.f("ix_contact_record_fact_date"), "contact_record", ["fact_date"], unique=False)
    op.create_index(op.f("ix_contact_record_handling_id"), "contact_record", ["handling_id"], unique=False)
    op.create_index(op.f("ix_contact_record_proposal_id"), "contact_record", ["proposal_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("contact_record")
