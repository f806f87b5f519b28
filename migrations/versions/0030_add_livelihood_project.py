"""Add livelihood project."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of livelihood project."""
    op.create_table(
        "livelihood_project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("code", line(24), nullable=False),
        sa.Column("name", line(200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("number", line(20), nullable=False),
        sa.Column("number_key", line(60), nullable=False),
        sa.Column("lead_department_id", sa.Integer(), nullable=True),
        sa.Column("county_leader", line(40), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("source", line(60), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("reported_done_on", sa.Date(), nullable=True),
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
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_livelihood_project_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_livelihood_project_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_livelihood_project_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_livelihood_project_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "lead_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_livelihood_project_lead_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_livelihood_project_parent_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_livelihood_project_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_livelihood_project")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_livelihood_project_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "year",
            "level",
            "number",
            name=op.f("uq_livelihood_project_organization_id_year_level_number"),
        ),
    )
    op.create_index(
        "ix_livelihood_project_changed",
        "livelihood_project",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_committee_id"), "livelihood_project", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_livelihood_project_decision_id"), "livelihood_project", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_livelihood_project_entered_for_department_id"),
        "livelihood_project",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_entered_for_member_id"),
        "livelihood_project",
        ["entered_for_member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_fact_date"), "livelihood_project", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_livelihood_project_lead_department_id"),
        "livelihood_project",
        ["lead_department_id"],
        unique=False,
    )
    op.create_index(
        "ix_livelihood_project_number_key_sorted",
        "livelihood_project",
        ["organization_id", "number_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_parent_id"), "livelihood_project", ["parent_id"], unique=False
    )
    op.create_index(op.f("ix_livelihood_project_state"), "livelihood_project", ["state"], unique=False)
    op.create_table(
        "livelihood_project_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
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
            name="fk_livelihood_project_partner_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_livelihood_project_partner_project_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_livelihood_project_partner_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_livelihood_project_partner")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_livelihood_project_partner_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "project_id",
            "department_id",
            name=op.f("uq_livelihood_project_partner_organization_id_project_id_department_id"),
        ),
    )
    op.create_index(
        "ix_livelihood_project_partner_changed",
        "livelihood_project_partner",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_partner_department_id"),
        "livelihood_project_partner",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_partner_fact_date"),
        "livelihood_project_partner",
        ["fact_date"],
        unique=False,
    )
    op.create_index(
        op.f("ix_livelihood_project_partner_project_id"),
        "livelihood_project_partner",
        ["project_id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("livelihood_project_partner")
    op.drop_table("livelihood_project")
