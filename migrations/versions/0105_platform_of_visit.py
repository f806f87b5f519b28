"""Let a visit name the platform at which people were heard."""

import sqlalchemy as sa
from alembic import op

from models import history

revision = "0105"
down_revision = "0104"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the platform."""
    history.uninstall(op.get_bind(), ["visit"])
    with op.batch_alter_table("visit") as table:
        table.add_column(sa.Column("platform_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_visit_platform_id", "platform", ["organization_id", "platform_id"], ["organization_id", "id"]
        )
        table.create_index(op.f("ix_visit_platform_id"), ["platform_id"], unique=False)


def downgrade() -> None:
    """Take the platform away again."""
    history.uninstall(op.get_bind(), ["visit"])
    with op.batch_alter_table("visit") as table:
        table.drop_index(op.f("ix_visit_platform_id"))
        table.drop_constraint("fk_visit_platform_id", type_="foreignkey")
        table.drop_column("platform_id")
