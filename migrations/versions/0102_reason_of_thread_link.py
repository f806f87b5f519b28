"""Keep why a link of a thread was made by hand."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line
from models import history

revision = "0102"
down_revision = "0101"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the reason."""
    history.uninstall(op.get_bind(), ["thread_link"])
    with op.batch_alter_table("thread_link") as table:
        table.add_column(sa.Column("reason", line(200), nullable=True))


def downgrade() -> None:
    """Take the reason away again."""
    history.uninstall(op.get_bind(), ["thread_link"])
    with op.batch_alter_table("thread_link") as table:
        table.drop_column("reason")
