"""Settings are read once, a wrong one says what to write, and the page that lists them is never behind."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import date
from pathlib import Path

import pytest

from config import (
    PROGRAM_FOLDER,
    ROLE_NAMES,
    Settings,
    SettingsError,
    is_loopback,
    settings_page,
    variable_name,
)
from models.access import ROLES


def read(**variables: str) -> Settings:
    return Settings.from_environment({f"XIESHANG_{name}": value for name, value in variables.items()})


def refused(**variables: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(**variables)
    return str(caught.value)


def test_an_empty_environment_is_an_office_on_one_machine() -> None:
    settings = Settings.from_environment({})

    assert settings.database_url == f"sqlite:///{PROGRAM_FOLDER / 'instance' / 'xieshang.sqlite'}"
    assert settings.is_sqlite
    assert settings.secret_key is None
    assert (settings.locale, settings.time_zone, settings.idle_minutes) == ("zh_Hans", "Asia/Shanghai", 30)
    assert settings.business_date is None


def test_each_kind_of_value_is_read() -> None:
    settings = read(
        IDLE_MINUTES="45",
        BUSINESS_DATE="2021-03-01",
        SECURE_COOKIES="yes",
        TRUSTED_HOSTS="zx.linshui.example, 10.1.2.3",
        UPLOAD_FOLDER="kept/files",
        LOCALE="zh_Hant",
        SECRET_KEY="",
    )

    assert settings.idle_minutes == 45
    assert settings.business_date == date(2021, 3, 1)
    assert settings.secure_cookies is True
    assert settings.trusted_hosts == ("zx.linshui.example", "10.1.2.3")
    assert settings.upload_folder == PROGRAM_FOLDER / "kept" / "files"
    assert settings.locale == "zh_Hant"
    assert settings.secret_key is None


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("postgresql://zx:p%40ss@db/xieshang", "postgresql+psycopg://zx:p%40ss@db/xieshang"),
        ("postgres://zx@db/xieshang", "postgresql+psycopg://zx@db/xieshang"),
        ("sqlite:////srv/zx.sqlite", "sqlite:////srv/zx.sqlite"),
        ("sqlite:///zx.sqlite", f"sqlite:///{PROGRAM_FOLDER / 'zx.sqlite'}"),
        ("sqlite://", "sqlite://"),
    ],
)
def test_a_database_url_names_the_driver_and_an_absolute_file(written: str, used: str) -> None:
    assert read(DATABASE_URL=written).database_url == used


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("PORT", "eighty", "write a whole number from 1 to 65,535"),
        ("PORT", "70000", "write a whole number from 1 to 65,535"),
        ("IDLE_MINUTES", "-5", "write a whole number from 1 to 1,440"),
        ("DEMO", "maybe", "write 1 or 0"),
        ("BUSINESS_DATE", "23.9.2020", "write a date like 2020-09-23"),
        ("LOCALE", "fr", "write one of zh_Hans, zh_Hant, en"),
        ("TIME_ZONE", "Linshui", "write a time zone like Asia/Shanghai"),
        ("DATABASE_URL", "mysql://zx@db/zx", "runs on SQLite and PostgreSQL"),
        ("DATABASE_URL", "the big one", "write sqlite:///FILE or postgresql://"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(name: str, value: str, advice: str) -> None:
    sentence = refused(**{name: value})

    assert sentence.startswith(f"XIESHANG_{name}")
    assert advice in sentence


def test_all_wrong_settings_are_told_at_once() -> None:
    assert len(refused(PORT="x", DEMO="x", SECRETKEY="x").splitlines()) == 3


def test_a_misspelt_setting_is_not_passed_over() -> None:
    assert "XIESHANG_SECRET_KYE is no setting" in refused(SECRET_KYE="typed in haste")


def test_a_wrong_url_never_shows_its_password() -> None:
    assert "p4ss" not in refused(DATABASE_URL="mysql://zx:p4ss@db/zx")


def test_a_demonstration_counts_from_its_own_day_unless_told_otherwise() -> None:
    assert read(DEMO="1").business_date == date(2020, 9, 23)
    assert read(DEMO="1", BUSINESS_DATE="2020-12-01").business_date == date(2020, 12, 1)


@pytest.mark.parametrize("name", ["HOST", "TRUSTED_HOSTS"])
@pytest.mark.parametrize("value", ["0.0.0.0", "::", "10.1.2.3", "zx.linshui.example"])
def test_a_demonstration_is_served_to_this_machine_only(name: str, value: str) -> None:
    assert f"not at {value}" in refused(DEMO="1", **{name: value})
    assert getattr(read(**{name: value}), name.lower()) in (value, (value,))


@pytest.mark.parametrize(
    ("name", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("[::1]", True),
        ("localhost", True),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_under_any_of_its_names(name: str, loopback: bool) -> None:
    assert is_loopback(name) is loopback


def test_an_owner_without_postgresql_is_a_mistake() -> None:
    assert "XIESHANG_OWNER_DATABASE_URL" in refused(OWNER_DATABASE_URL="postgresql://owner@db/zx")
    read(OWNER_DATABASE_URL="postgresql://owner@db/zx", DATABASE_URL="postgresql://zx@db/zx")


def test_serving_an_office_needs_a_secret_key_and_no_demonstration() -> None:
    assert [sentence.split()[0] for sentence in read(DEMO="1").serve_problems()] == [
        "XIESHANG_SECRET_KEY",
        "XIESHANG_DEMO",
    ]
    assert read(SECRET_KEY="of the office").serve_problems() == []


def test_without_a_secret_key_a_random_one_is_kept_beside_the_database(tmp_path: Path) -> None:
    settings = Settings.from_environment({}, instance_folder=tmp_path / "instance")
    other = Settings.from_environment({}, instance_folder=tmp_path / "other")
    file = tmp_path / "instance" / "development.key"

    key = settings.signing_key()

    assert len(key) == 64
    assert key == settings.signing_key() != other.signing_key()
    assert file.stat().st_mode & 0o077 == 0
    assert [entry.name for entry in file.parent.iterdir()] == ["development.key"]


def test_fingerprints_follow_their_own_key_once_there_is_one(tmp_path: Path) -> None:
    derived = read(SECRET_KEY="a").fingerprint_key()

    assert len(derived) == 32
    assert derived != read(SECRET_KEY="b").fingerprint_key()
    assert (
        read(SECRET_KEY="a", HISTORY_KEY="h").fingerprint_key()
        == read(SECRET_KEY="b", HISTORY_KEY="h").fingerprint_key()
    )


def test_an_override_wins_and_settings_never_change() -> None:
    settings = Settings.from_environment({"XIESHANG_PORT": "not read"}, port=9000)

    assert settings.port == 9000
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]


def test_secrets_are_not_described() -> None:
    settings = read(
        SECRET_KEY="s3cret", HISTORY_KEY="h1story", DATABASE_URL="postgresql://zx:p4ss@db/zx", DEMO="1"
    )

    described = {name: value for name, value, _meaning in settings.described()}

    for word in ("s3cret", "h1story", "p4ss"):
        assert word not in " ".join(described.values())
        assert word not in repr(settings)
    assert described["XIESHANG_SECRET_KEY"] == "(set)"
    assert described["XIESHANG_DEMO"] == "1"
    assert described["XIESHANG_OWNER_DATABASE_URL"] == "(unset)"
    assert described["XIESHANG_TRUSTED_HOSTS"] == "127.0.0.1,localhost,::1"


def test_the_roles_of_a_setting_are_those_of_the_house() -> None:
    assert set(ROLE_NAMES) == set(ROLES)
    assert read(SECOND_FACTOR_ROLES="admin, chair").second_factor_roles == ("admin", "chair")
    with pytest.raises(SettingsError, match="boss is no role"):
        read(SECOND_FACTOR_ROLES="admin,boss")


def test_every_setting_has_one_sentence_and_stands_on_its_page() -> None:
    page = (PROGRAM_FOLDER / "docs" / "settings.md").read_text(encoding="utf-8")

    assert page == settings_page(), "Run `make settings` to write docs/settings.md anew."
    for entry in fields(Settings):
        assert f"`{variable_name(entry)}`" in page
        assert entry.metadata["meaning"].endswith(".")


def test_a_program_with_a_wrong_setting_ends_with_the_sentence_alone() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import config; config.Settings.or_exit()"],
        cwd=PROGRAM_FOLDER,
        env={"PATH": os.defpath, "XIESHANG_PORT": "x"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "XIESHANG_PORT is 'x', which cannot be read: write a whole number from 1 to 65,535."
    ]
