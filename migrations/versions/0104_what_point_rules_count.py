"""Let a point rule say what it counts, of which works, and from which one on; and an assessment the grade by its points."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line
from models import history

revision = "0104"
down_revision = "0103"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace the kind of record by what is counted of it."""
    history.uninstall(op.get_bind(), ["point_rule"])
    with op.batch_alter_table("point_rule") as table:
        table.add_column(sa.Column("counts", line(40), nullable=True))
        table.add_column(sa.Column("part", sa.String(length=10), nullable=False, server_default="all"))
        table.add_column(sa.Column("from_number", sa.Integer(), nullable=True))
        table.drop_column("record_kind")
    with op.batch_alter_table("point_rule") as table:
        table.alter_column(
            "part", server_default=None, existing_type=sa.String(length=10), existing_nullable=False
        )
    history.uninstall(op.get_bind(), ["assessment"])
    with op.batch_alter_table("assessment") as table:
        table.add_column(sa.Column("points_grade_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_assessment_points_grade_id",
            "code_item",
            ["organization_id", "points_grade_id"],
            ["organization_id", "id"],
        )
        table.create_index(op.f("ix_assessment_points_grade_id"), ["points_grade_id"], unique=False)
    op.create_index(
        "ix_point_entry_year", "point_entry", ["organization_id", "scoring_year", "seat_id"], unique=False
    )


def downgrade() -> None:
    """Name the kind of record again."""
    op.drop_index("ix_point_entry_year", "point_entry")
    history.uninstall(op.get_bind(), ["assessment", "point_rule"])
    with op.batch_alter_table("assessment") as table:
        table.drop_index(op.f("ix_assessment_points_grade_id"))
        table.drop_constraint("fk_assessment_points_grade_id", type_="foreignkey")
        table.drop_column("points_grade_id")
    with op.batch_alter_table("point_rule") as table:
        table.add_column(sa.Column("record_kind", line(40), nullable=True))
        table.drop_column("from_number")
        table.drop_column("part")
        table.drop_column("counts")
