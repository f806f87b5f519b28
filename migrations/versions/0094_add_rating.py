"""Add rating."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of rating."""
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", line(40), nullable=False),
        sa.Column("mark", sa.String(length=9), nullable=False),
        sa.Column("remark", line(120), nullable=True),
        sa.Column("rated_on", sa.Date(), nullable=False),
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
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_rating_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "participant_id"],
            ["consultation_participant.organization_id", "consultation_participant.id"],
            name="fk_rating_participant_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "topic_id"], ["topic.organization_id", "topic.id"], name="fk_rating_topic_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_rating_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_rating_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "topic_id",
            "participant_id",
            name=op.f("uq_rating_organization_id_topic_id_participant_id"),
        ),
    )
    op.create_index("ix_rating_changed", "rating", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_rating_fact_date"), "rating", ["fact_date"], unique=False)
    op.create_index(op.f("ix_rating_member_id"), "rating", ["member_id"], unique=False)
    op.create_index(op.f("ix_rating_participant_id"), "rating", ["participant_id"], unique=False)
    op.create_index(op.f("ix_rating_topic_id"), "rating", ["topic_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("rating")
