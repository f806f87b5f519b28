"""Column types that mean the same on both engines, as the revisions write them down."""

from typing import Any

import sqlalchemy as sa


def line(length: int) -> sa.types.TypeEngine[Any]:
    """Return the type of a one-line text: compared bytewise on PostgreSQL too, so that its index serves key paging."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
