"""Add issued ballot."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of issued ballot."""
    op.create_table(
        "issued_ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("evaluator_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=5), nullable=False),
        sa.Column("in_box", sa.Boolean(), nullable=False),
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
            ["organization_id", "evaluator_id"],
            ["evaluation_round_evaluator.organization_id", "evaluation_round_evaluator.id"],
            name="fk_issued_ballot_evaluator_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_issued_ballot_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_issued_ballot_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_issued_ballot_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_ballot")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_issued_ballot_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "round_id",
            "evaluator_id",
            name=op.f("uq_issued_ballot_organization_id_round_id_evaluator_id"),
        ),
    )
    op.create_index(
        "ix_issued_ballot_changed", "issued_ballot", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_issued_ballot_evaluator_id"), "issued_ballot", ["evaluator_id"], unique=False)
    op.create_index(op.f("ix_issued_ballot_fact_date"), "issued_ballot", ["fact_date"], unique=False)
    op.create_index(op.f("ix_issued_ballot_member_id"), "issued_ballot", ["member_id"], unique=False)
    op.create_index(op.f("ix_issued_ballot_round_id"), "issued_ballot", ["round_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("issued_ballot")
