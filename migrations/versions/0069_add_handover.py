"""Add handover."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of handover."""
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=False),
        sa.Column("document_number", line(40), nullable=True),
        sa.Column("place", line(60), nullable=True),
        sa.Column("former_department_id", sa.Integer(), nullable=True),
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
            name="fk_handover_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "former_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_handover_former_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_handover_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_handover_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint(
            "organization_id", "document_number", name=op.f("uq_handover_organization_id_document_number")
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_handover_organization_id_id")),
    )
    op.create_index("ix_handover_changed", "handover", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_handover_decision_id"), "handover", ["decision_id"], unique=False)
    op.create_index(op.f("ix_handover_fact_date"), "handover", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_handover_former_department_id"), "handover", ["former_department_id"], unique=False
    )
    op.create_index(op.f("ix_handover_state"), "handover", ["state"], unique=False)
    op.create_index(op.f("ix_handover_term_id"), "handover", ["term_id"], unique=False)
    op.create_table(
        "handover_office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
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
            name="fk_handover_office_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "handover_id"],
            ["handover.organization_id", "handover.id"],
            name="fk_handover_office_handover_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_handover_office_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_office")),
        sa.UniqueConstraint(
            "organization_id",
            "handover_id",
            "department_id",
            name=op.f("uq_handover_office_organization_id_handover_id_department_id"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_handover_office_organization_id_id")),
    )
    op.create_index(
        "ix_handover_office_changed", "handover_office", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_handover_office_department_id"), "handover_office", ["department_id"], unique=False
    )
    op.create_index(op.f("ix_handover_office_fact_date"), "handover_office", ["fact_date"], unique=False)
    op.create_index(op.f("ix_handover_office_handover_id"), "handover_office", ["handover_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("handover_office")
    op.drop_table("handover")
