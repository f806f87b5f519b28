"""Write the revision of a new record type from its model: ``make revision TYPE=reading_circle``.

The text is frozen: what the model says later is another revision. It creates the tables of the type's file with their indexes,
takes the next free number, and drops the tables on the way down. A column of an existing table is a revision by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Table
from sqlalchemy.sql.ddl import sort_tables_and_constraints

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from models.base import db  # noqa: E402 - a tool is run as a file, from anywhere
from models.registry import load_record_types  # noqa: E402 - as above
from models.types import Moment, Scaled, Text  # noqa: E402 - as above

VERSIONS = ROOT / "migrations" / "versions"
NAMES = {
    "user_module_prefix": None,
    "alembic_module_prefix": "op.",
    "sqlalchemy_module_prefix": "sa.",
    "autogenerate_plugins": ["alembic.autogenerate.*"],
}
HEAD = '''"""Add {what}."""

import sqlalchemy as sa
from alembic import op
{imports}
revision = "{number}"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of {what}."""
{up}


def downgrade() -> None:
    """Remove it."""
{down}
'''


def own_type(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Return how a type of the models is written down without the models; ``False`` for SQLAlchemy's own."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime()"
    if isinstance(item, Scaled):
        return "sa.BigInteger()"
    if isinstance(item, Text):
        length = getattr(item.impl, "length", None)
        return f"line({length})" if length else "sa.Text()"
    return False


def tables_of(stem: str) -> list[Table]:
    """Return the tables that the file of a record type defines, each after those it refers to."""
    found = [
        mapper.local_table
        for mapper in db.Model.registry.mappers
        if mapper.class_.__module__.endswith(f".{stem}") and isinstance(mapper.local_table, Table)
    ]
    return [table for table, _constraints in sort_tables_and_constraints(found) if table is not None]


def written(tables: list[Table]) -> str:
    """Return the operations that create the tables and their indexes, indented as the body of a function."""
    options = NAMES | {"target_metadata": db.metadata, "render_item": own_type}
    migration = MigrationContext.configure(dialect_name="postgresql", opts={**options, "as_sql": True})
    context = AutogenContext(migration, metadata=db.metadata, opts=options, autogenerate=False)
    lines: list[str] = []
    for table in tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        for operation in (
            ops.CreateTableOp.from_table(table),
            *map(ops.CreateIndexOp.from_index, indexes),
        ):
            lines.extend("\n".join(render.render_op(context, operation)).split("\n"))
    return "\n".join(f"    {line}" if line.strip() else line for line in lines).replace("postgresql.", "sa.")


def main(stem: str) -> int:
    """Write the revision, say where, and return the exit status."""
    load_record_types()
    tables = tables_of(stem)
    if not tables:
        sys.stderr.write(f"models/*/{stem}.py defines no table; write the model first.\n")
        return 1
    if there := list(VERSIONS.glob(f"*_add_{stem}.py")):
        sys.stderr.write(
            f"{there[0].relative_to(ROOT)} is there already; a change is a revision of its own.\n"
        )
        return 1
    last = max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
    number = f"{int(last) + 1:04}"
    up = written(tables)
    path = VERSIONS / f"{number}_add_{stem}.py"
    path.write_text(
        HEAD.format(
            what=stem.replace("_", " "),
            imports="\nfrom migrations.columns import line\n" if "line(" in up else "",
            number=number,
            last=last,
            up=up,
            down="\n".join(f'    op.drop_table("{table.name}")' for table in reversed(tables)),
        ),
        encoding="utf-8",
    )
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Which record type? make revision TYPE=reading_circle")
    sys.exit(main(sys.argv[1]))
