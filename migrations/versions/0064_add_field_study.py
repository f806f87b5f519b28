"""Add field study."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of field study."""
    op.create_table(
        "field_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("plan_basis", line(80), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("places", line(200), nullable=True),
        sa.Column("asked_by_units", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("outline", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
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
            name="fk_field_study_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_field_study_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "leader_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_field_study_leader_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_field_study_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_study")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_field_study_organization_id_id")),
    )
    op.create_index(
        "ix_field_study_changed", "field_study", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_field_study_committee_id"), "field_study", ["committee_id"], unique=False)
    op.create_index(op.f("ix_field_study_decision_id"), "field_study", ["decision_id"], unique=False)
    op.create_index(op.f("ix_field_study_fact_date"), "field_study", ["fact_date"], unique=False)
    op.create_index(op.f("ix_field_study_leader_id"), "field_study", ["leader_id"], unique=False)
    op.create_index(
        "ix_field_study_starts_on_sorted", "field_study", ["organization_id", "starts_on", "id"], unique=False
    )
    op.create_index(op.f("ix_field_study_state"), "field_study", ["state"], unique=False)
    op.create_table(
        "field_study_department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("field_study_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_field_study_department_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "field_study_id"],
            ["field_study.organization_id", "field_study.id"],
            name="fk_field_study_department_field_study_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_field_study_department_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_study_department")),
        sa.UniqueConstraint(
            "organization_id",
            "field_study_id",
            "department_id",
            name=op.f("uq_field_study_department_organization_id_field_study_id_department_id"),
        ),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_field_study_department_organization_id_id")
        ),
    )
    op.create_index(
        "ix_field_study_department_changed",
        "field_study_department",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_field_study_department_department_id"),
        "field_study_department",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_field_study_department_fact_date"), "field_study_department", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_field_study_department_field_study_id"),
        "field_study_department",
        ["field_study_id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("field_study_department")
    op.drop_table("field_study")
