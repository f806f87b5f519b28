"""The house rules that a linter cannot know, tested over every tracked file."""

import ast
import re
from html.parser import HTMLParser

import pytest

from models.registry import AREAS, load_record_types
from tests.sources import ROOT, dotted, source, tracked, tracked_under, tree, uses

LONGEST_FILE = 400
VAGUE_STEMS = {"util", "utils", "helper", "helpers", "common", "misc"}

# Files and folders that may speak to the database past the session, each for one reason. An entry that is not needed any
# more fails as well, so that the list stays short.
PAST_THE_SESSION = {
    "models/engines.py": "opens the connections of both engines: pragmas, BEGIN IMMEDIATE, the history's functions",
    "models/history/": "makes the triggers, binds actor and reason to the connection, reads what the triggers wrote",
    "models/search/": "reads the records for the index and asks the index of the engine; what it finds is shown through the gate",
    "models/writing.py": "raises version and moment of a row whose associations changed, on the flush's own connection",
}

# What SQLAlchemy's events do not see. `text` is SQLAlchemy's; the column helper of models/fields.py is another one.
_RAW_SQL = re.compile(r"sqlalchemy(\.\w+)*\.(text|TextClause|literal_column)")
_RAW_ACCESS = {
    "connection",
    "engine",
    "engines",
    "get_bind",
    "get_engine",
    "raw_connection",
    "exec_driver_sql",
}


def test_every_file_has_one_job_and_fits_in_one_reading() -> None:
    sources = tracked_under(endings=(".py", ".html", ".js", ".css"))
    lines = {
        path: source(path).count("\n") for path in sources if not path.startswith("migrations/versions/")
    }

    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_no_file_is_called_after_nothing() -> None:
    assert [path for path in tracked_under() if (ROOT / path).stem in VAGUE_STEMS] == []


def test_nothing_is_left_to_do_in_the_source() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")

    assert [
        path for path in tracked_under(endings=(".py", ".html", ".js", ".css")) if mark.search(source(path))
    ] == []


def test_only_config_reads_the_environment() -> None:
    readers = {
        path
        for path in tracked_under()
        if not path.startswith("tests/")
        for _line, name in uses(path)
        if re.match(r"os\.(environb?|getenvb?|putenv)\b", name)
    }

    assert readers == {"config.py"}


def _past_the_session(path: str) -> list[str]:
    found = []
    for line, name in uses(path):
        last = name.rpartition(".")[2]
        if _RAW_SQL.fullmatch(name) or (
            "." in name and last in _RAW_ACCESS and not name.startswith("sqlalchemy")
        ):
            found.append(f"{path}:{line} {name}")
    return found


def test_only_named_files_reach_past_the_gated_session() -> None:
    found = {path: _past_the_session(path) for path in tracked_under("models/", "panel/")}

    named = tuple(PAST_THE_SESSION)
    assert [place for path, places in found.items() if not path.startswith(named) for place in places] == []
    needed = {entry for entry in named for path, places in found.items() if places and path.startswith(entry)}
    assert needed == {entry for entry in named if tracked_under(entry)}, (
        "Take off the list what is not needed."
    )


# What a view may read of a table: its declaration. The table itself, or one of its columns inside a statement, is not narrowed
# by the gate, which knows mapped classes alone.
_DECLARATION = {"c", "columns", "constraints", "info"}
_STATEMENT = {
    "add_columns", "aliased", "delete", "distinct", "except_", "execute", "exists", "filter", "from_statement", "group_by",
    "having", "insert", "intersect", "join", "options", "order_by", "outerjoin", "scalar", "scalar_subquery", "scalars",
    "select", "select_from", "union", "union_all", "update", "where", "with_only_columns",
}  # fmt: skip


def _bare_tables(module: ast.Module) -> list[str]:
    """Return where a module takes a table as a whole, or a column of one into a statement, also by way of a variable."""
    parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    columns = {
        name.id
        for node in ast.walk(module)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_column(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            if node.attr == "tables" and dotted(node).endswith(".metadata.tables"):
                found.append(f"{node.lineno} {dotted(node)}")
            above = parents[node]
            if node.attr == "__table__" and not (
                isinstance(above, ast.Attribute) and above.attr in _DECLARATION
            ):
                found.append(f"{node.lineno} {dotted(node)}")
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in _STATEMENT:
                for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                    found.extend(
                        f"{part.lineno} {ast.unparse(part)} in {called}()"
                        for part in ast.walk(argument)
                        if isinstance(part, ast.expr)
                        and (_is_column(part) or (isinstance(part, ast.Name) and part.id in columns))
                        and not _is_described(parents[part])
                    )
    return found


def _is_described(above: ast.AST) -> bool:
    # What is said about a column (its name, its label) is no column.
    return isinstance(above, ast.Attribute) and above.attr in ("info", "key", "name", "nullable", "type")


def _is_column(node: ast.expr) -> bool:
    """Say whether an expression is a column of a table: ``x.__table__.c.name``, ``.c[name]`` or ``.c.get(name)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        node = node.func
    if isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return dotted(node).endswith((".__table__.c", ".__table__.columns"))


@pytest.mark.parametrize(
    "source_text",
    [
        "select(Member).join(Seat.__table__)",
        "table = Seat.__table__",
        "rows = metadata.tables['seat']\nother = db.metadata.tables",
        "select(Member.id, Seat.__table__.c.name)",
        "statement.where(Seat.__table__.c['name'] == name)",
        "column = cls.__table__.c.get(name)\nselect(cls.id).order_by(column.desc())",
    ],
)
def test_the_search_for_bare_tables_finds_them(source_text: str) -> None:
    assert _bare_tables(ast.parse(source_text))


@pytest.mark.parametrize(
    "source_text",
    [
        "label = cls.__table__.c[name].info['label']",
        "column = cls.__table__.c[name]\nselect(getattr(cls, column.key))",
        "for column in cls.__table__.columns: print(column.info)",
    ],
)
def test_the_search_for_bare_tables_lets_declarations_be_read(source_text: str) -> None:
    assert not _bare_tables(ast.parse(source_text))


def test_views_never_touch_a_bare_table() -> None:
    # A bare table joined into an ORM statement is not narrowed by the gate.
    assert {path: found for path in tracked_under("panel/") if (found := _bare_tables(tree(path)))} == {}


class _Inline(HTMLParser):
    """Collects what a strict content security policy would silence."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in names and names.get("type") != "application/json"
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if (
                name.startswith("on")
                or name == "style"
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append(f"<{tag} {name}>")

    handle_startendtag = handle_starttag


def _inline(template: str) -> list[str]:
    # Jinja's own marks go first: a comparison inside one is no tag. What they print is kept apart by a word.
    plain = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    plain = re.sub(r"\{%.*?%\}", " ", plain, flags=re.DOTALL)
    plain = re.sub(r"\{\{.*?\}\}", "value", plain, flags=re.DOTALL)
    reader = _Inline()
    reader.feed(plain)
    return reader.found


@pytest.mark.parametrize(
    "template",
    [
        "<script>go()</script>",
        "<style>p{}</style>",
        "<p style='color:red'>",
        '<a {% if a < b %}class="x"{% endif %} onclick="{{ act }}">',
        "<a href=' JavaScript:go()'>",
    ],
)
def test_the_search_for_inline_code_finds_it(template: str) -> None:
    assert _inline(template)


def test_templates_hold_no_script_and_no_style() -> None:
    templates = tracked_under("panel/templates/", endings=(".html", ".svg", ".txt"))

    assert {path: found for path in templates if (found := _inline(source(path)))} == {}


def test_pages_fetch_nothing_from_another_host() -> None:
    # Namespaces of XML are names, nobody fetches them.
    elsewhere = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w.-]+""")
    parts = tracked_under("panel/templates/", "panel/static/", endings=(".html", ".css", ".js", ".svg"))

    assert {path: found for path in parts if (found := elsewhere.findall(source(path)))} == {}


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    machine = re.compile(r"(?<![\w.})])/(?:work|root|home|Users)/[\w.]")

    assert [path for path in tracked() if machine.search(source(path))] == []


def test_no_test_waits_or_is_skipped() -> None:
    idle = re.compile(
        r"(time\.sleep|\w+\.wait_for_timeout|pytest\.(skip|xfail|importorskip)|pytest\.mark\.(skip|skipif|xfail))"
    )

    assert [
        f"{path}:{line} {name}"
        for path in tracked_under("tests/")
        for line, name in uses(path)
        if idle.fullmatch(name)
    ] == []


def test_every_test_asserts_something() -> None:
    """A test without an assertion, an expected exception or a check by a fixture cannot fail for the right reason."""
    silent = []
    for path in tracked_under("tests/"):
        functions = {node.name: node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)}
        silent += [
            f"{path}:{node.lineno} {node.name}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef)
            and node.name.startswith("test_")
            and not _checks(node, functions)
        ]

    assert silent == []


def _checks(test: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> bool:
    """Say whether a test checks something: itself, or by a function of its own file that does (the acts of a story)."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("raises", "warns", "expect", "refused", "accessible") or called.startswith(
                ("assert_", "check_")
            ):
                return True
            local = functions.get(called) if isinstance(node.func, ast.Name) else None
            if local is not None and local is not test and _checks(local, functions):
                return True
    return False


def test_every_record_type_is_found_under_one_name() -> None:
    """A record type has its model, its view and its tests under the same area and stem."""
    missing = []
    for record in load_record_types():
        if record.is_link or not record.__module__.startswith("models."):
            continue
        _models, area, stem = record.__module__.split(".")
        if stem != record.__tablename__:
            missing.append(f"{record.__name__}: the table is {record.__tablename__}, the file {stem}.py")
        for path in (f"panel/views/{area}/{stem}.py", f"tests/records/{area}/test_{stem}.py"):
            if not (ROOT / path).is_file():
                missing.append(f"{record.__name__}: {path} is missing")

    assert missing == []


def test_views_and_tests_of_records_that_are_gone_are_gone_too() -> None:
    """A view belongs to a record type; a test to a record type, or to what an area computes for its types."""
    stems = {(area, record.__tablename__) for record in load_record_types() for area in [record.area]}
    pattern = re.compile(rf"(panel/views|tests/records)/({'|'.join(AREAS)})/(?:test_)?(\w+)\.py")
    orphans = [
        path
        for path in tracked_under("panel/views/", "tests/records/")
        if (found := pattern.fullmatch(path)) and found[3] not in ("__init__", "conftest")
        if (found[2], found[3]) not in stems
        and not (found[1] == "tests/records" and (ROOT / f"models/{found[2]}/{found[3]}.py").is_file())
    ]

    assert orphans == []
