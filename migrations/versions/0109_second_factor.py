"""Let an account have a second factor, and keep which of its codes were used."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line
from models import history

revision = "0109"
down_revision = "0108"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of the account, the half sessions, and the table of used codes."""
    history.uninstall(op.get_bind(), ["account"])
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("second_factor_kind", sa.String(length=4), nullable=True))
        table.add_column(sa.Column("second_factor_since", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("second_factor", line(4000), nullable=True))
    with op.batch_alter_table("login_session") as table:
        table.add_column(sa.Column("half", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("login_session") as table:
        table.alter_column("half", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
    op.create_table(
        "spent_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_spent_code_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_code")),
        sa.UniqueConstraint("account_id", "mark", "number", name="uq_spent_code_account_id_mark_number"),
    )


def downgrade() -> None:
    """Take them away again; whoever had a second factor signs in by the password alone then."""
    op.drop_table("spent_code")
    op.execute(sa.text("DELETE FROM login_session WHERE half"))
    history.uninstall(op.get_bind(), ["account"])
    with op.batch_alter_table("login_session") as table:
        table.drop_column("half")
    with op.batch_alter_table("account") as table:
        for name in ("second_factor", "second_factor_since", "second_factor_kind"):
            table.drop_column(name)
