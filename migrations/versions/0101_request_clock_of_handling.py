"""Give a handling the day by which the handing-over office decides what the unit asked for."""

import sqlalchemy as sa
from alembic import op

from models import history

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day."""
    history.uninstall(op.get_bind(), ["handling"])
    with op.batch_alter_table("handling") as table:
        table.add_column(sa.Column("request_decided_by", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the day away again."""
    history.uninstall(op.get_bind(), ["handling"])
    with op.batch_alter_table("handling") as table:
        table.drop_column("request_decided_by")
