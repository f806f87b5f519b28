"""Let a role grant name a platform."""

import sqlalchemy as sa
from alembic import op

from models import history

revision = "0095"
down_revision = "0094"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the platform that a convener's grant is for."""
    history.uninstall(op.get_bind(), ["role_grant"])
    with op.batch_alter_table("role_grant") as table:
        table.add_column(sa.Column("platform_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_role_grant_platform_id",
            "platform",
            ["organization_id", "platform_id"],
            ["organization_id", "id"],
        )
        table.create_index(op.f("ix_role_grant_platform_id"), ["platform_id"], unique=False)


def downgrade() -> None:
    """Take the platform away again."""
    history.uninstall(op.get_bind(), ["role_grant"])
    with op.batch_alter_table("role_grant") as table:
        table.drop_index(op.f("ix_role_grant_platform_id"))
        table.drop_constraint("fk_role_grant_platform_id", type_="foreignkey")
        table.drop_column("platform_id")
