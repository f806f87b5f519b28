"""Add ballot box."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of ballot box."""
    op.create_table(
        "ballot_envelope",
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_ballot_envelope_round_id",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ballot_envelope")),
        info={"history": False},
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_ballot_envelope_round_id", "ballot_envelope", ["organization_id", "round_id"], unique=False
    )
    op.create_table(
        "ballot_remark",
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_ballot_remark_round_id",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ballot_remark")),
        info={"history": False},
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_ballot_remark_round_id", "ballot_remark", ["organization_id", "round_id"], unique=False
    )
    op.create_table(
        "slip",
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_slip_round_id",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_slip")),
        info={"history": False},
        sqlite_with_rowid=False,
    )
    op.create_index("ix_slip_round_id", "slip", ["organization_id", "round_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_vote_round_id",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_vote")),
        info={"history": False},
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vote_round_id", "vote", ["organization_id", "round_id"], unique=False)
    op.create_table(
        "ballot_box",
        sa.Column("emptied", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_ballot_box_round_id",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ballot_box")),
        info={"history": False},
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_box_round_id", "ballot_box", ["organization_id", "round_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("ballot_box")
    op.drop_table("vote")
    op.drop_table("slip")
    op.drop_table("ballot_remark")
    op.drop_table("ballot_envelope")
