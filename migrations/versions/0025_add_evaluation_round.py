"""Add evaluation round."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of evaluation round."""
    op.create_table(
        "evaluation_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=17), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("scale_id", sa.Integer(), nullable=False),
        sa.Column("methods", line(19), nullable=False),
        sa.Column("bands", sa.Text(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("computation", sa.String(length=8), nullable=True),
        sa.Column("quorum_parts", sa.Integer(), nullable=True),
        sa.Column("quorum_of", sa.Integer(), nullable=True),
        sa.Column("quorum_exceeded", sa.Boolean(), nullable=False),
        sa.Column("valid_parts", sa.Integer(), nullable=True),
        sa.Column("valid_of", sa.Integer(), nullable=True),
        sa.Column("shown_from", sa.Integer(), nullable=True),
        sa.Column("agreed_document", line(60), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("teller1_id", sa.Integer(), nullable=True),
        sa.Column("teller2_id", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("void_cause", sa.String(length=13), nullable=True),
        sa.Column("reported_document", line(60), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("fed_back_on", sa.Date(), nullable=True),
        sa.Column("rechecked_on", sa.Date(), nullable=True),
        sa.Column("recheck", sa.Text(), nullable=True),
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
            name="fk_evaluation_round_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_evaluation_round_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "replaces_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_evaluation_round_replaces_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "scale_id"],
            ["scale.organization_id", "scale.id"],
            name="fk_evaluation_round_scale_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "teller1_id"],
            ["account.organization_id", "account.id"],
            name="fk_evaluation_round_teller1_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "teller2_id"],
            ["account.organization_id", "account.id"],
            name="fk_evaluation_round_teller2_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"],
            ["term.organization_id", "term.id"],
            name="fk_evaluation_round_term_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_evaluation_round_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_round")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_evaluation_round_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "year",
            "subject",
            "number",
            name=op.f("uq_evaluation_round_organization_id_year_subject_number"),
        ),
    )
    op.create_index(
        "ix_evaluation_round_changed",
        "evaluation_round",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_committee_id"), "evaluation_round", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_evaluation_round_decision_id"), "evaluation_round", ["decision_id"], unique=False
    )
    op.create_index(op.f("ix_evaluation_round_fact_date"), "evaluation_round", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_evaluation_round_replaces_id"), "evaluation_round", ["replaces_id"], unique=False
    )
    op.create_index(op.f("ix_evaluation_round_scale_id"), "evaluation_round", ["scale_id"], unique=False)
    op.create_index(op.f("ix_evaluation_round_state"), "evaluation_round", ["state"], unique=False)
    op.create_index(op.f("ix_evaluation_round_teller1_id"), "evaluation_round", ["teller1_id"], unique=False)
    op.create_index(op.f("ix_evaluation_round_teller2_id"), "evaluation_round", ["teller2_id"], unique=False)
    op.create_index(op.f("ix_evaluation_round_term_id"), "evaluation_round", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("evaluation_round")
