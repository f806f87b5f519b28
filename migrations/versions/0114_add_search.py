"""Add the search: for each record its terms, the index over them, and how far of the history is taken in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0114"
down_revision = "0113"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FTS = (
    (
        "CREATE VIRTUAL TABLE search_words USING fts5(terms, content='search_entry', content_rowid='key',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Cn'\")"
    ),
    (
        "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
        " INSERT INTO search_words (rowid, terms) VALUES (new.key, new.terms); END"
    ),
    (
        "CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN"
        " INSERT INTO search_words (search_words, rowid, terms) VALUES ('delete', old.key, old.terms); END"
    ),
    (
        "CREATE TRIGGER search_entry_changed AFTER UPDATE OF terms ON search_entry BEGIN"
        " INSERT INTO search_words (search_words, rowid, terms) VALUES ('delete', old.key, old.terms);"
        " INSERT INTO search_words (rowid, terms) VALUES (new.key, new.terms); END"
    ),
)


def upgrade() -> None:
    """Add the tables; they fill themselves from the records (``flask --app wsgi database upgrade``, or who looks first)."""
    op.create_table(
        "search_entry",
        sa.Column("key", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("change_id", _NUMBER, nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_entry")),
        info={"history": False},
    )
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("done", _NUMBER, nullable=False),
        sa.Column("seen", _NUMBER, nullable=False),
        sa.Column("horizon", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
        info={"history": False},
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS:
            op.execute(statement)
    else:
        op.create_index("ix_search_entry_terms", "search_entry", ["terms"], postgresql_using="gin")


def downgrade() -> None:
    """Remove them."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_state")
    op.drop_table("search_entry")
