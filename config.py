"""Every setting of Xieshang once: its default, its type and what it means. The only reader of the environment.

A setting named ``idle_minutes`` is read from ``XIESHANG_IDLE_MINUTES``. An empty value counts as not set. A value that cannot be
read stops the program with one sentence for each wrong setting. ``python config.py`` prints the page ``docs/settings.md``.
"""

import hashlib
import hmac
import ipaddress
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "XIESHANG_"
PROGRAM_FOLDER = Path(__file__).resolve().parent
LOCALES = ("zh_Hans", "zh_Hant", "en")
ROLE_NAMES = ("clerk", "committee", "chair", "auditor", "member", "department", "admin")
DEMONSTRATION_DATE = date(2020, 9, 23)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


class SettingsError(ValueError):
    """One or more settings are wrong; ``sentences`` says for each what to write instead."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def _switch(value: str) -> bool:
    word = value.lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise ValueError("write 1 or 0")


def _count(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        raise ValueError(f"write a whole number from {low:,} to {high:,}")

    return parse


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date like 2020-09-23") from None


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _roles(value: str) -> tuple[str, ...]:
    names = _names(value)
    if wrong := [name for name in names if name not in ROLE_NAMES]:
        raise ValueError(f"{', '.join(wrong)} is no role; write some of {', '.join(ROLE_NAMES)}")
    return names


def _locale(value: str) -> str:
    if value in LOCALES:
        return value
    raise ValueError("write one of " + ", ".join(LOCALES))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("write a time zone like Asia/Shanghai") from None
    return value


def _path(value: str) -> Path:
    """Return the path, a relative one counted from the program's folder and not from where a command was typed."""
    return PROGRAM_FOLDER / value


def _database(value: str) -> str:
    """Return the URL with the driver we ship and, for SQLite, with an absolute file name."""
    try:
        url: URL = make_url(value)
    except ArgumentError:
        raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE") from None
    backend = url.drivername.partition("+")[0]
    if backend in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    elif url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise ValueError("Xieshang runs on SQLite and PostgreSQL; write sqlite:///FILE or postgresql://...")
    elif url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        url = url.set(database=str(PROGRAM_FOLDER / url.database))
    return url.render_as_string(hide_password=False)


def _setting(
    default: str, parse: Callable[[str], Any], meaning: str, *, kind: str, secret: bool = False
) -> Any:
    """Declare one setting. The default is written as in the environment and read by the same parser; an empty one is None."""
    return field(
        default=parse(default) if default else None,
        repr=not secret,  # settings may end up in a log
        metadata={"parse": parse, "written": default, "meaning": meaning, "kind": kind, "secret": secret},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running program, read once and never changed."""

    database_url: str = _setting(
        "sqlite:///instance/xieshang.sqlite",
        _database,
        "Database: an SQLite file (a relative name counts from the program's folder) or PostgreSQL.",
        kind="URL",
        secret=True,
    )
    owner_database_url: str | None = _setting(
        "",
        _database,
        "PostgreSQL only: the owner of the tables, used by upgrades; the database URL above then needs no right to alter them.",
        kind="URL",
        secret=True,
    )
    secret_key: str | None = _setting(
        "",
        str,
        "Signs cookies and forms. `make serve` refuses to start without it.",
        kind="text",
        secret=True,
    )
    history_key: str | None = _setting(
        "",
        str,
        "Keys the fingerprints of identity numbers in the history; never change it. Unset: derived from the secret key.",
        kind="text",
        secret=True,
    )
    trusted_hosts: tuple[str, ...] = _setting(
        ",".join(LOOPBACK_NAMES),
        _names,
        "Names under which browsers may call the panel, separated by commas; a request for any other host is refused.",
        kind="names",
    )
    host: str = _setting(
        "127.0.0.1", str, "Address to serve at. A demonstration takes loopback only.", kind="text"
    )
    port: int = _setting("8000", _count(1, 65535), "Port to serve at.", kind="number")
    workers: int = _setting("2", _count(1, 64), "Processes that answer requests.", kind="number")
    threads: int = _setting(
        "4", _count(1, 64), "Requests one process answers at the same time.", kind="number"
    )
    proxies: int = _setting(
        "0",
        _count(0, 3),
        "Reverse proxies in front whose X-Forwarded headers are believed; 0 believes none.",
        kind="number",
    )
    secure_cookies: bool = _setting(
        "0",
        _switch,
        "Send cookies over HTTPS only. Switch on as soon as the panel is served over HTTPS.",
        kind="0 or 1",
    )
    idle_minutes: int = _setting(
        "30", _count(1, 1440), "A session without a request for this long is signed out.", kind="minutes"
    )
    lock_after_failures: int = _setting(
        "5", _count(1, 100), "Failed sign-ins in a row after which an account is locked.", kind="number"
    )
    lock_minutes: int = _setting(
        "15", _count(1, 1440), "How long a locked account stays locked.", kind="minutes"
    )
    second_factor_roles: tuple[str, ...] | None = _setting(
        "",
        _roles,
        "Roles that need a second factor (telephone codes or a printed code card), separated by commas, like "
        "admin,auditor,chair,clerk; level 3 of the classified protection (等保) asks for it. Unset: nobody has to.",
        kind="roles",
    )
    unmask_per_hour: int = _setting("20", _count(1, 1000), "Looks at masked values per hour.", kind="number")
    locale: str = _setting(
        "zh_Hans", _locale, "Language before a person chose one: zh_Hans, zh_Hant or en.", kind="locale"
    )
    time_zone: str = _setting(
        "Asia/Shanghai", _zone, "Moments are stored in UTC and shown in this zone.", kind="time zone"
    )
    business_date: date | None = _setting(
        "",
        _day,
        "The day that deadlines and marks count from, for a demonstration; history keeps true time. Unset: today.",
        kind="date",
    )
    demo: bool = _setting(
        "0",
        _switch,
        f"Serve the demonstration: loopback only, business date {DEMONSTRATION_DATE} unless set. `make demo` sets it.",
        kind="0 or 1",
    )
    instance_folder: Path = _setting(
        "instance", _path, "Folder for what the program keeps beside the database.", kind="folder"
    )
    seal_key_file: Path = _setting(
        "instance/history-seal.key", _path, "Signs the seals of the history; made on first use.", kind="file"
    )
    upload_folder: Path = _setting(
        "instance/uploads", _path, "Folder for attachments, kept under their SHA-256.", kind="folder"
    )
    postgresql_programs: Path | None = _setting(
        "",
        _path,
        "Folder of pg_dump and pg_restore, as new as the server, for backups. Unset: those that the shell finds.",
        kind="folder",
    )
    max_upload_mb: int = _setting(
        "20", _count(1, 1024), "Largest file that may be attached or imported.", kind="MiB"
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **overrides: Any) -> Self:
        """Read the settings.

        Args:
            environ: the variables to read; the process's own when None.
            overrides: values that win over the environment, already of the setting's own type (tests pass them).

        Raises:
            SettingsError: a value cannot be read, a variable with our prefix is no setting, or two settings contradict.
        """
        variables = os.environ if environ is None else environ
        known = {variable_name(entry): entry for entry in fields(cls)}
        wrong = [
            f"{name} is no setting of Xieshang; remove it or see docs/settings.md for the right name."
            for name in sorted(variables)
            if name.startswith(PREFIX) and name not in known
        ]
        values: dict[str, Any] = {}
        for name, entry in known.items():
            written = variables.get(name, "").strip()
            if not written or entry.name in overrides:
                continue
            try:
                values[entry.name] = entry.metadata["parse"](written)
            except ValueError as reason:
                shown = "" if entry.metadata["secret"] else f" is {written!r}, which"
                wrong.append(f"{name}{shown} cannot be read: {reason}.")
        if wrong:
            raise SettingsError(wrong)
        settings = cls(**(values | overrides))
        if settings.demo and settings.business_date is None:
            settings = replace(settings, business_date=DEMONSTRATION_DATE)
        settings._refuse_contradictions()
        return settings

    @classmethod
    def or_exit(cls) -> Self:
        """Read the environment for a program that is starting; end it with the sentences, without a traceback, when wrong."""
        try:
            return cls.from_environment()
        except SettingsError as error:
            raise SystemExit(str(error)) from None

    def _refuse_contradictions(self) -> None:
        wrong = []
        if self.demo:
            open_names = [name for name in (self.host, *self.trusted_hosts) if not is_loopback(name)]
            if open_names:
                wrong.append(
                    f"A demonstration is served to this machine only, not at {', '.join(open_names)}: "
                    f"leave {PREFIX}HOST and {PREFIX}TRUSTED_HOSTS unset, or install a real office with `make serve`."
                )
        if self.owner_database_url and self.is_sqlite:
            wrong.append(
                f"{PREFIX}OWNER_DATABASE_URL belongs to PostgreSQL; remove it, or set {PREFIX}DATABASE_URL as well."
            )
        if wrong:
            raise SettingsError(wrong)

    @property
    def is_sqlite(self) -> bool:
        """Say whether the database is SQLite."""
        return make_url(self.database_url).get_backend_name() == "sqlite"

    def serve_problems(self) -> list[str]:
        """Return what forbids serving a real office with these settings, a sentence each; empty when nothing does."""
        problems = []
        if not self.secret_key:
            problems.append(
                f"{PREFIX}SECRET_KEY is not set. Make one with `python3 -c 'import secrets; print(secrets.token_hex(32))'`, "
                "keep it with the office's papers and set it each time the panel starts."
            )
        if self.demo:
            problems.append(f"{PREFIX}DEMO is on. Remove it, or show the demonstration with `make demo`.")
        return problems

    def signing_key(self) -> str:
        """Return the secret key, or for demonstrations and development one made at random and kept in the instance folder.

        There is no well-known default: a key that stands in the source is no key.
        """
        if self.secret_key:
            return self.secret_key
        return _kept_key(self.instance_folder / "development.key")

    def fingerprint_key(self) -> bytes:
        """Return the 32-byte key under which the history keeps identity numbers as fingerprints."""
        if self.history_key:
            return hashlib.sha256(self.history_key.encode()).digest()
        return hmac.new(self.signing_key().encode(), b"history fingerprints", hashlib.sha256).digest()

    def described(self) -> list[tuple[str, str, str]]:
        """Return (variable, value, meaning) of every setting, secrets and passwords hidden, for ``flask settings``."""
        rows = []
        for entry in fields(self):
            value = getattr(self, entry.name)
            if value is None:
                shown = "(unset)"
            elif entry.metadata["kind"] == "URL":
                shown = make_url(value).render_as_string(hide_password=True)
            elif entry.metadata["secret"]:
                shown = "(set)"
            elif isinstance(value, tuple):
                shown = ",".join(value)
            else:
                shown = str(int(value)) if isinstance(value, bool) else str(value)
            rows.append((variable_name(entry), shown, entry.metadata["meaning"]))
        return rows


def variable_name(entry: Field[Any]) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + entry.name.upper()


def is_loopback(name: str) -> bool:
    """Say whether a host name or address can be reached from this machine only."""
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _kept_key(file: Path) -> str:
    """Return the key kept in the file, made on first use. Two workers that start together agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        # Written aside and linked into place: the name never shows half a key, and the second worker's link fails.
        handle, aside = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32))
        try:
            os.link(aside, file)
        except FileExistsError:
            pass
        finally:
            Path(aside).unlink()
    return file.read_text(encoding="ascii").strip()


def settings_page() -> str:
    """Return docs/settings.md: every setting with default, kind and meaning."""
    lines = [
        "# Settings",
        "",
        "<!-- Written by `python config.py > docs/settings.md`; a test compares the two. -->",
        "",
        "Set in the environment of the program. An empty value counts as not set; a value that cannot be read, or a",
        "name with our prefix that is no setting, stops the program with a sentence that says what to write.",
        "",
        "| Setting | Kind | Default | Meaning |",
        "|---|---|---|---|",
    ]
    for entry in fields(Settings):
        default = f"`{entry.metadata['written']}`" if entry.metadata["written"] else "unset"
        lines.append(
            f"| `{variable_name(entry)}` | {entry.metadata['kind']} | {default} | {entry.metadata['meaning']} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(settings_page())
