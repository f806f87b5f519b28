"""Adding a record type takes four new files and no shared one: written into a copy of the house, where it passes the contracts.

The files lie beside this one as text; the migration gets the next free number.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT

TEXTS = Path(__file__).parent / "throwaway"
FILES = {
    "model.py.txt": "models/learning/reading_circle.py",
    "view.py.txt": "panel/views/learning/reading_circle.py",
    "test.py.txt": "tests/records/learning/test_reading_circle.py",
}
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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of everything that is or could be tracked, with the four files of the throwaway type."""
    folder = tmp_path / "house"
    catalogues = [str(path.relative_to(ROOT)) for path in (ROOT / "panel" / "translations").rglob("*.mo")]
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for path in {*filter(None, listed), *catalogues}:
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, folder / path)
    for text, place in FILES.items():
        assert not (folder / place).exists()
        shutil.copyfile(TEXTS / text, folder / place)
    revisions = folder / "migrations" / "versions"
    before = max(path.name[:4] for path in revisions.glob("[0-9]*.py"))
    number = f"{int(before) + 1:04}"
    text = (TEXTS / "migration.py.txt").read_text(encoding="utf-8")
    text = text.replace("NUMBER", number).replace("BEFORE", before)
    (revisions / f"{number}_add_reading_circle.py").write_text(text, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    return folder


def test_a_type_of_four_files_passes_the_contracts(copy: Path) -> None:
    tried = run(
        copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", "not postgresql", *CONTRACTS
    )

    assert tried.returncode == 0, tried.stdout[-4000:]
    assert "reading_circle" in run(copy, "-m", "flask", "--app", "wsgi", "check").stdout


@pytest.mark.parametrize(
    ("right", "wrong", "check"),
    [
        ('"returned"),\n        ', '"returned"), State("lost", N_("Held"), "ring"),\n        ', "W205"),
        ("by={CHAIR: submitted}, reason=True", 'by={"emperor": submitted}, reason=True', "W203"),
        ('needs=("content",)', 'needs=("contents",)', "W204"),
        ('plural = N_("Trainings")', 'plural = ""', "M101"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_refused_at_start(copy: Path, right: str, wrong: str, check: str) -> None:
    """The panel does not start, and says which check refused and where."""
    model = copy / FILES["model.py.txt"]
    text = model.read_text(encoding="utf-8")
    assert text.count(right) == 1
    model.write_text(text.replace(right, wrong), encoding="utf-8")

    started = run(copy, "-c", "import wsgi")

    assert started.returncode != 0
    assert f"{check} ReadingCircle" in started.stderr
