"""How tests are shared out: by engine, and what shares something large stays together."""

import pytest

from tests.distribution import ByEngine


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        (
            "tests/records/people/test_seat.py::test_a_seat[sqlite]",
            "tests/records/people/test_seat.py@sqlite",
        ),
        (
            "tests/panel/test_home.py::test_a[committee-postgresql]",
            "tests/panel/test_home.py@postgresql",
        ),
        ("tests/test_house.py::test_every_file_is_short", "tests/test_house.py@"),
        ("tests/contracts/test_rights.py::test_a[sqlite-clerk]", "tests/contracts@sqlite"),
        ("tests/contracts/test_faces.py::test_b[sqlite]", "tests/contracts@sqlite"),
        ("tests/contracts/test_expectations.py::test_c[training]", "tests/contracts@"),
        ("tests/browser/test_pages.py::test_d[postgresql-desk]", "tests/browser@postgresql"),
    ],
)
def test_a_test_goes_with_its_engine_and_its_module(nodeid: str, group: str) -> None:
    assert ByEngine._split_scope(object.__new__(ByEngine), nodeid) == group
