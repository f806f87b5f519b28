"""Every unsafe route with every forged proof, and by GET: refused, and nothing written."""

from __future__ import annotations

from typing import Any

from panel import csrf
from tests.contracts.test_routes import filled, listed
from tests.contracts.traces import written
from tests.contracts.world import World
from tests.fixtures.client import PanelClient
from tests.fixtures.report import Report

ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
)


def _forgeries(client: PanelClient, other: str, expired: str) -> dict[str, list[dict[str, str]]]:
    """Return kind of forgery -> headers of requests that a page of ours would not send."""
    own = client.form_token()
    return {
        "none": [{}],
        "wrong": [{csrf.HEADER: "0" * 64}, {csrf.HEADER: own[:-1] + ("0" if own[-1] != "0" else "1")}],
        "another session's": [{csrf.HEADER: other}],
        "expired": [{csrf.HEADER: expired}],
        "another origin": [{csrf.HEADER: own, **where} for where in ELSEWHERE],
    }


def test_every_forged_form_is_refused(world: World, long_size: bool, report: Report) -> None:
    clerk = world.people["clerk"]
    ended = world.client(clerk)
    expired = ended.form_token()
    ended.post("/logout")
    client = world.client(clerk)
    forged = _forgeries(client, world.client(world.people["chair"]).form_token(), expired)
    wrong: list[Any] = []
    before, sent, looked = written(world.app), 0, 0
    routes: list[Any] = [
        (rule, method) for rule, methods in listed().items() for method in sorted(set(methods) - {"GET"})
    ]
    # All types have their addresses from one class: in the suite one of them stands for the others.
    routes = [
        what
        for what in routes
        if long_size or not what[0].startswith("/panel/") or "/evaluation-round/" in what[0]
    ]
    for rule, method in routes:
        url = filled(world, rule)
        for kind, requests in forged.items():
            for headers in requests:
                sent += 1
                status = client.open(url, method=method, proved=False, headers=headers).status_code
                if status != 403:
                    wrong.append((kind, method, url, status))
        if "GET" not in listed()[rule]:
            looked += 1
            if (status := client.get(url).status_code) not in (404, 405):
                wrong.append(("GET", url, status))
    report("forged forms", routes=len(routes), forged=sent, by_get=looked, taken=len(wrong))

    assert wrong == []
    assert written(world.app) == before
