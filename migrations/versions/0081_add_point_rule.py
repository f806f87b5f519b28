"""Add point rule."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of point rule."""
    op.create_table(
        "point_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("scoring_year", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("item_cap", sa.BigInteger(), nullable=True),
        sa.Column("group_cap", sa.BigInteger(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("split", sa.String(length=10), nullable=False),
        sa.Column("joint_points", sa.BigInteger(), nullable=True),
        sa.Column("joint_most", sa.Integer(), nullable=True),
        sa.Column("record_kind", line(40), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("source", line(60), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
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
            name="fk_point_rule_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "group_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_point_rule_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "replaces_id"],
            ["point_rule.organization_id", "point_rule.id"],
            name="fk_point_rule_replaces_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_point_rule_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_rule")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_point_rule_organization_id_id")),
    )
    op.create_index(
        "ix_point_rule_changed", "point_rule", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_point_rule_decision_id"), "point_rule", ["decision_id"], unique=False)
    op.create_index(op.f("ix_point_rule_fact_date"), "point_rule", ["fact_date"], unique=False)
    op.create_index(op.f("ix_point_rule_group_id"), "point_rule", ["group_id"], unique=False)
    op.create_index(op.f("ix_point_rule_replaces_id"), "point_rule", ["replaces_id"], unique=False)
    op.create_index(op.f("ix_point_rule_state"), "point_rule", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("point_rule")
