"""``docs/add-a-record-type.md``, followed word for word in a copy of the house: four new files, and the contracts hold."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT, source

GUIDE = "docs/add-a-record-type.md"
MODEL = "models/learning/reading_circle.py"
WORDS = "panel/translations/zh_Hans/LC_MESSAGES/messages.po"
_BLOCK = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONTRACTS = (
    "tests/records/learning/test_reading_circle.py",
    "tests/records/test_nouns.py",
    "tests/contracts/test_expectations.py",
    "tests/contracts/test_faces.py::test_everybody_reads_the_rows_they_should",
    "tests/contracts/test_faces.py::test_steps_are_open_to_whom_they_should",
    "tests/contracts/test_routes.py::test_every_route_is_on_the_list",
    "tests/contracts/test_routes.py::test_who_is_signed_out_is_sent_to_sign_in",
    "tests/contracts/test_rights.py::test_no_form_changes_what_it_should_not[sqlite-committee]",
    "tests/contracts/test_rights.py::test_no_step_is_taken_that_should_not[sqlite-committee]",
    "tests/contracts/test_rights.py::test_ticking_rows_gives_no_right[sqlite-committee]",
    "tests/contracts/test_rights.py::test_exports_hold_what_may_be_taken_out[sqlite-auditor]",
    "tests/contracts/test_writing.py::test_nobody_decides_their_own_work[sqlite-reading_circle-approve]",
    "tests/contracts/test_writing.py::test_what_is_approved_stands_still[sqlite-reading_circle]",
    "tests/contracts/test_writing.py::test_what_is_submitted_comes_back_to_who_submitted_it[sqlite-reading_circle]",
    "tests/contracts/test_writing.py::test_what_is_approved_is_corrected_by_two_people[sqlite-reading_circle]",
    "tests/contracts/test_mass_assignment.py::test_a_form_saves_what_it_shows_and_nothing_else[sqlite-committee]",
    "tests/migrations/test_migrations.py::test_upgrade_ends_in_the_schema_of_the_models",
    "tests/migrations/test_migrations.py::test_revisions_are_one_line_of_numbers",
    "tests/test_house.py::test_every_record_type_is_found_under_one_name",
    "tests/panel/test_translations.py",
)


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, which knows nothing of the house it was copied from."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XIESHANG_", "PYTEST_", "COV_"))
    }
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def git(folder: Path, *command: str) -> str:
    """Run git in a folder, whoever owns it, and return what it prints."""
    answer = subprocess.run(
        ["git", "-c", f"safe.directory={folder}", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of everything that is or could be tracked, with what the guide writes into it."""
    folder = tmp_path_factory.mktemp("guide") / "house"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for path in filter(None, listed):
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            # With the times of the files, so that what Python has compiled of them serves the copy too.
            shutil.copy2(ROOT / path, folder / path)
    for top in ("models", "panel", "tests"):
        for cache in (ROOT / top).rglob("__pycache__"):
            shutil.copytree(cache, folder / cache.relative_to(ROOT), dirs_exist_ok=True)
    texts = dict(_BLOCK.findall(source(GUIDE)))
    words = texts.pop(WORDS)
    assert [place.split("/")[0] for place in texts] == ["models", "panel", "tests"]
    for place, text in texts.items():
        assert not (folder / place).exists()
        (folder / place).write_text(text, encoding="utf-8")
    made = run(folder, "tools/revision.py", "reading_circle")
    assert made.returncode == 0, made.stderr
    with (folder / WORDS).open("a", encoding="utf-8") as catalogue:
        catalogue.write(f"\n{words}")
    gathered = run(folder, "tools/catalogues.py")
    assert gathered.returncode == 0, gathered.stdout
    for locale in ("zh_Hans", "zh_Hant", "en"):
        text_file = f"panel/translations/{locale}/LC_MESSAGES/messages.po"
        compiled = text_file.replace(".po", ".mo")
        run(folder, "-m", "babel.messages.frontend", "compile", "-i", text_file, "-o", compiled)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    return folder


def test_a_type_of_four_files_passes_the_contracts(copy: Path) -> None:
    pytest_ = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", "not postgresql")
    tried = run(copy, *pytest_, "--type", "reading_circle", *CONTRACTS)

    assert tried.returncode == 0, tried.stdout[-4000:]
    assert "reading_circle" in run(copy, "-m", "flask", "--app", "wsgi", "check").stdout


WRONG = (
    ('N_("Returned"), "returned"),', 'N_("Returned"), "returned"), State("lost", N_("Held"), "ring"),', "W205"),
    ("by={CHAIR: submitted}, reason=True", 'by={"emperor": submitted}, reason=True', "W203"),
    ('needs=("content",)', 'needs=("contents",)', "W204"),
    ('plural = N_("Reading circles")', 'plural = ""', "M101"),
)  # fmt: skip


def test_wrong_declarations_are_refused_at_start(copy: Path) -> None:
    """The panel does not start, and says which checks refused and where: all of them at once."""
    model = copy / MODEL
    text = wronged = model.read_text(encoding="utf-8")
    for right, wrong, _check in WRONG:
        assert text.count(right) == 1
        wronged = wronged.replace(right, wrong)
    model.write_text(wronged, encoding="utf-8")
    try:
        started = run(copy, "-c", "import wsgi")
    finally:
        model.write_text(text, encoding="utf-8")

    assert started.returncode != 0
    assert [check for *_change, check in WRONG if f"{check} ReadingCircle" not in started.stderr] == []
