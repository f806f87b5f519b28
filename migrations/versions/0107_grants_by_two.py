"""Let a role grant wait for a second person; those that stand there count as confirmed."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line
from models import history

revision = "0107"
down_revision = "0106"
branch_labels = None
depends_on = None

_BEGINNING = "2000-01-01 00:00:00"
"""Stands in what was granted before for the moment since when: nobody wrote that down."""


def upgrade() -> None:
    """Add the columns of a workflow."""
    history.uninstall(op.get_bind(), ["role_grant"])
    with op.batch_alter_table("role_grant") as table:
        table.add_column(sa.Column("state", sa.String(length=30), nullable=False, server_default="granted"))
        table.add_column(sa.Column("state_since", sa.DateTime(), nullable=False, server_default=_BEGINNING))
        table.add_column(sa.Column("submitted_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("submitted_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("hands", sa.String(length=2000), nullable=True))
        table.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("sealed_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("sealed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("seal_hash", line(64), nullable=True))
        table.add_column(sa.Column("seal_text", sa.Text(), nullable=True))
        table.create_foreign_key(
            "fk_role_grant_decision_id",
            "meeting_decision",
            ["organization_id", "decision_id"],
            ["organization_id", "id"],
        )
    with op.batch_alter_table("role_grant") as table:
        table.alter_column(
            "state", server_default=None, existing_type=sa.String(length=30), existing_nullable=False
        )
        table.alter_column(
            "state_since", server_default=None, existing_type=sa.DateTime(), existing_nullable=False
        )
        table.create_index(op.f("ix_role_grant_state"), ["state"], unique=False)
        table.create_index(op.f("ix_role_grant_decision_id"), ["decision_id"], unique=False)


def downgrade() -> None:
    """Take them away again: what waits then is taken for given, so the upgrade is not gone back on while anything waits."""
    waiting = op.get_bind().scalar(sa.text("SELECT count(*) FROM role_grant WHERE state != 'granted'"))
    if waiting:
        raise RuntimeError(
            "role grants wait for a second person, or were declined; move them to an end first"
        )
    history.uninstall(op.get_bind(), ["role_grant"])
    with op.batch_alter_table("role_grant") as table:
        table.drop_index(op.f("ix_role_grant_decision_id"))
        table.drop_index(op.f("ix_role_grant_state"))
        table.drop_constraint("fk_role_grant_decision_id", type_="foreignkey")
        for name in (
            "seal_text", "seal_hash", "sealed_by_id", "sealed_at", "decision_id", "hands",
            "submitted_by_id", "submitted_at", "state_since", "state",
        ):  # fmt: skip
            table.drop_column(name)
