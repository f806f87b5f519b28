"""Add topic."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of topic."""
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("subject", line(80), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=17), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("raised_by", line(80), nullable=True),
        sa.Column("level", sa.String(length=6), nullable=False),
        sa.Column("form", sa.String(length=11), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("place", line(80), nullable=True),
        sa.Column("people_affected", sa.Integer(), nullable=True),
        sa.Column("people_wording", line(40), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("consent_by", line(60), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("surveyed_on", sa.Date(), nullable=True),
        sa.Column("survey", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("opinion_on", sa.Date(), nullable=True),
        sa.Column("reported_document", line(60), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("instructed_by", line(60), nullable=True),
        sa.Column("instructed_on", sa.Date(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_topic_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_topic_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_topic_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "leader_id"], ["seat.organization_id", "seat.id"], name="fk_topic_leader_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_into_id"],
            ["topic.organization_id", "topic.id"],
            name="fk_topic_merged_into_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"], ["place.organization_id", "place.id"], name="fk_topic_place_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "plan_item_id"],
            ["annual_plan_item.organization_id", "annual_plan_item.id"],
            name="fk_topic_plan_item_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name="fk_topic_platform_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_topic_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sector_id"],
            ["sector.organization_id", "sector.id"],
            name="fk_topic_sector_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_topic_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_topic_organization_id_id")),
    )
    op.create_index("ix_topic_changed", "topic", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(
        "ix_topic_collected_on_sorted", "topic", ["organization_id", "collected_on", "id"], unique=False
    )
    op.create_index(op.f("ix_topic_committee_id"), "topic", ["committee_id"], unique=False)
    op.create_index(op.f("ix_topic_decision_id"), "topic", ["decision_id"], unique=False)
    op.create_index(op.f("ix_topic_entered_for_member_id"), "topic", ["entered_for_member_id"], unique=False)
    op.create_index(op.f("ix_topic_fact_date"), "topic", ["fact_date"], unique=False)
    op.create_index(op.f("ix_topic_leader_id"), "topic", ["leader_id"], unique=False)
    op.create_index(op.f("ix_topic_merged_into_id"), "topic", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_topic_place_id"), "topic", ["place_id"], unique=False)
    op.create_index(op.f("ix_topic_plan_item_id"), "topic", ["plan_item_id"], unique=False)
    op.create_index(op.f("ix_topic_platform_id"), "topic", ["platform_id"], unique=False)
    op.create_index(op.f("ix_topic_seat_id"), "topic", ["seat_id"], unique=False)
    op.create_index(op.f("ix_topic_sector_id"), "topic", ["sector_id"], unique=False)
    op.create_index(op.f("ix_topic_state"), "topic", ["state"], unique=False)
    op.create_table(
        "topic_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
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
            ["organization_id", "tag_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_topic_tag_tag_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "topic_id"],
            ["topic.organization_id", "topic.id"],
            name="fk_topic_tag_topic_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_topic_tag_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_tag")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_topic_tag_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "topic_id", "tag_id", name=op.f("uq_topic_tag_organization_id_topic_id_tag_id")
        ),
    )
    op.create_index(
        "ix_topic_tag_changed", "topic_tag", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_topic_tag_fact_date"), "topic_tag", ["fact_date"], unique=False)
    op.create_index(op.f("ix_topic_tag_tag_id"), "topic_tag", ["tag_id"], unique=False)
    op.create_index(op.f("ix_topic_tag_topic_id"), "topic_tag", ["topic_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("topic_tag")
    op.drop_table("topic")
