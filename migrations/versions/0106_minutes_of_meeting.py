"""Keep the minutes of a meeting as they were signed."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line
from models import history

revision = "0106"
down_revision = "0105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the text, and who signed it when."""
    history.uninstall(op.get_bind(), ["meeting"])
    with op.batch_alter_table("meeting") as table:
        table.add_column(sa.Column("minutes", sa.Text(), nullable=True))
        table.add_column(sa.Column("minutes_signed_by", line(40), nullable=True))
        table.add_column(sa.Column("minutes_signed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    history.uninstall(op.get_bind(), ["meeting"])
    with op.batch_alter_table("meeting") as table:
        table.drop_column("minutes_signed_on")
        table.drop_column("minutes_signed_by")
        table.drop_column("minutes")
