"""The command line: ``flask --app wsgi ...``. Every command acts as somebody whom the history names."""

from __future__ import annotations

from flask import Flask

from panel.commands import (
    accounts,
    backup,
    check,
    database,
    demonstration,
    fields,
    files,
    history,
    import_,
    points,
    search,
    settings_list,
    summary,
)


def init_app(app: Flask) -> None:
    """Add the commands of this folder."""
    app.cli.add_command(accounts.account)
    app.cli.add_command(backup.backup)
    app.cli.add_command(backup.restore)
    app.cli.add_command(check.check)
    app.cli.add_command(check.serve_check)
    app.cli.add_command(database.database)
    app.cli.add_command(fields.fields)
    app.cli.add_command(files.files)
    app.cli.add_command(history.history_commands)
    app.cli.add_command(import_.import_)
    app.cli.add_command(demonstration.demo)
    app.cli.add_command(points.points)
    app.cli.add_command(search.search_commands)
    app.cli.add_command(settings_list.settings)
    app.cli.add_command(summary.summary)
