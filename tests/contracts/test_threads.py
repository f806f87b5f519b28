"""Two roles at the same view objects in several threads: nobody is given what the other may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.contracts.test_routes import SCREENS
from tests.contracts.world import World
from tests.fixtures.report import Report

SHORT, LONG = 4, 150
"""Rounds of each thread."""
THREADS = 4


def test_views_shared_by_threads_give_each_role_its_own(
    furnished: World, long_size: bool, report: Report
) -> None:
    """Clerk and auditor at lists, forms and masks of the same types; each answer is that of its role alone."""
    clients = [
        (name, furnished.client(furnished.people[name])) for name in ("clerk", "auditor") * (THREADS // 2)
    ]
    pages = []
    for table in ("training", "member"):
        base, key = f"/panel/{SCREENS[table].slug()}", min(furnished.living(table))
        pages += [
            (f"{base}/", f'"{base}/new/"'),
            (f"{base}/new/", None),
            (f"{base}/details/?id={key}", "unmask"),
        ]

    def hammer(who: tuple[str, Any]) -> list[Any]:
        name, client = who
        wrong = []
        for _round in range(LONG if long_size else SHORT):
            for url, mark in pages:
                answer = client.get(url)
                mine = name == "clerk"
                if url.endswith("/new/"):
                    good = answer.status_code == (200 if mine else 403)
                elif mark == "unmask":
                    good = answer.status_code == 200 and (not mine or "/unmask/" not in answer.text)
                else:
                    good = answer.status_code == 200 and (f"href={mark}" in answer.text) is mine
                if not good:
                    wrong.append((name, url, answer.status_code))
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        wrong = [each for found in pool.map(hammer, clients) for each in found]
    asked = THREADS * (LONG if long_size else SHORT) * len(pages)
    report("views shared by threads", threads=THREADS, requests=asked, wrong=len(wrong))

    assert wrong == []
