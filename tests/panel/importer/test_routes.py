"""The import in the browser: three steps, and every other door shut."""

import io
import re
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from config import Settings
from models.base import db
from models.livelihood.livelihood_project import LivelihoodProject
from panel.importer.keeping import KEPT_SECONDS, Shelf
from tests.fixtures.app import as_system
from tests.panel.importer.conftest import real_list

IMPORT = "/panel/livelihood-project/import/"
LIST = (
    "年度,层级,编号,项目名称,目标,计量单位,牵头部门\n"
    "2020,县级,1,甲,6,处,县教育处\n2020,县级,2,乙,6,处,县教育处\n2020,县级,3,丙,1,件,\n"
)


@pytest.fixture(autouse=True)
def _own_folder(app, tmp_path):
    before = app.extensions["xieshang_settings"]
    given = {
        "instance_folder": tmp_path,
        "secret_key": "a key for tests alone",
        "business_date": date(2020, 9, 23),
    }
    app.extensions["xieshang_settings"] = Settings.from_environment({}, **given)
    yield
    app.extensions["xieshang_settings"] = before


def _upload(client, data, url=IMPORT, **answers):
    content = data.encode() if isinstance(data, str) else data
    return client.post(url, data={"file": (io.BytesIO(content), "2020年民生实事清单.csv"), **answers})


def _hidden(page):
    return dict(
        re.findall(r'<input type="hidden" name="(ticket|plan)" value="([^"]+)"', page.get_data(as_text=True))
    )


def _count(app):
    with as_system(app):
        return db.session.scalar(select(func.count()).select_from(LivelihoodProject))


@pytest.mark.usefixtures("departments")
def test_a_clerk_chooses_checks_and_confirms(app, client_for) -> None:
    browser = client_for("clerk")
    assert browser.get(IMPORT).status_code == 200
    answer = _upload(browser, real_list("livelihood_items"))
    assert answer.status_code == 303
    check = browser.get(answer.location)
    assert check.status_code == 200
    assert "2020年民生实事清单.csv" in check.text
    assert "D51" in check.text
    assert _count(app) == 0
    stopped = browser.post(f"{IMPORT}apply/", data={**_hidden(check), "do": "apply"})
    assert stopped.status_code == 409
    assert _count(app) == 0
    done = browser.post(f"{IMPORT}apply/", data={**_hidden(check), "do": "apply", "skip_wrong": "1"})
    assert done.status_code == 200
    assert _count(app) == 69
    again = browser.post(f"{IMPORT}apply/", data={**_hidden(check), "do": "apply", "skip_wrong": "1"})
    assert again.status_code == 409
    assert _count(app) == 69


@pytest.mark.usefixtures("departments")
def test_the_kinds_of_rows_are_pages_of_their_own(client_for) -> None:
    browser = client_for("clerk")
    address = _upload(browser, real_list("livelihood_items")).location
    assert browser.get(f"{address}&kind=wrong").text.count('<tbody class="is-wrong">') == 1
    assert browser.get(f"{address}&kind=new").text.count('<tbody class="is-new">') == 69
    assert browser.get(f"{address}&kind=new&first=60").text.count('<tbody class="is-new">') == 9
    assert browser.get(f"{address}&kind=new&first=x").status_code == 200


@pytest.mark.usefixtures("departments")
def test_a_proposal_is_taken_for_all_rows_at_once(app, client_for) -> None:
    browser = client_for("clerk")
    check = browser.get(_upload(browser, LIST).location)
    assert check.text.count('<tbody class="is-wrong">') == 2
    fix = re.findall(r'name="replace" value="([^"]+)"', check.text)[0].replace("&#34;", '"')
    answer = browser.post(f"{IMPORT}apply/", data={**_hidden(check), "replace": fix})
    assert answer.status_code == 303
    mended = browser.get(answer.location)
    assert mended.text.count('<tbody class="is-new">') == 3
    done = browser.post(f"{IMPORT}apply/", data={**_hidden(mended), "do": "apply"})
    assert done.status_code == 200
    assert _count(app) == 3


@pytest.mark.usefixtures("departments")
@pytest.mark.parametrize("sent", ["", "x", "[1]", '["colour", "a", "b"]', '["year", 1, 2]'])
def test_a_made_up_proposal_changes_nothing(client_for, sent) -> None:
    browser = client_for("clerk")
    check = browser.get(_upload(browser, LIST).location)
    answer = browser.post(f"{IMPORT}apply/", data={**_hidden(check), "replace": sent})
    assert browser.get(answer.location).text.count('<tbody class="is-wrong">') == 2


@pytest.mark.usefixtures("departments")
def test_the_wrong_rows_come_back_with_their_reasons_and_can_be_imported(client_for) -> None:
    browser = client_for("clerk")
    address = _upload(browser, real_list("livelihood_items")).location
    answer = browser.get(address.replace("/check/", "/wrong/"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert str(rows[1][0]).startswith("D51 ")
    assert rows[1][1] == 51
    again = browser.get(_upload(browser, answer.data).location)
    assert again.text.count('<tbody class="is-wrong">') == 1


@pytest.mark.usefixtures("departments")
def test_the_empty_table_has_lists_and_notes_and_can_be_imported(client_for) -> None:
    browser = client_for("clerk")
    answer = browser.get(f"{IMPORT}template/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert len(book.sheet_names) == 3
    lists = book.get_sheet_by_index(2).to_python()
    assert any("县教育局" in row for row in lists)
    assert _upload(browser, answer.data).status_code == 422


def test_what_is_asked_once_is_asked_for(client_for) -> None:
    browser = client_for("clerk")
    progress = "/panel/progress/import/"
    assert 'name="year"' in browser.get(progress).text
    refused = _upload(browser, real_list("livelihood_progress"), progress, year="二一", period="2021")
    assert refused.status_code == 422
    assert 'id="f-year"' in refused.text
    assert (
        _upload(browser, real_list("livelihood_progress"), progress, year="2021", period="2021").status_code
        == 303
    )


def test_a_file_that_is_none_is_refused_with_a_sentence(client_for) -> None:
    browser = client_for("clerk")
    assert _upload(browser, b"%PDF\x00").status_code == 422
    assert browser.post(IMPORT, data={}).status_code == 422


@pytest.mark.parametrize("role", ["chair", "auditor", "department"])
def test_who_may_not_make_rows_finds_every_step_shut(client_for, departments, role) -> None:
    scope = {"department_id": departments["县教育局"]} if role == "department" else {}
    browser = client_for(role, **scope)
    assert browser.get(IMPORT).status_code == 403
    assert _upload(browser, LIST).status_code == 403
    assert browser.get(f"{IMPORT}check/?ticket=abcdefghijklmnop").status_code == 403
    assert browser.post(f"{IMPORT}apply/", data={"ticket": "abcdefghijklmnop"}).status_code == 403
    assert browser.get(f"{IMPORT}template/").status_code == 403
    assert browser.get(f"{IMPORT}wrong/?ticket=abcdefghijklmnop").status_code == 403


@pytest.mark.usefixtures("departments")
def test_a_ticket_is_its_accounts_own(people) -> None:
    first, second = people.client(people.add("clerk")), people.client(people.add("clerk", login="clerk2"))
    address = _upload(first, LIST).location
    assert first.get(address).status_code == 200
    assert second.get(address).status_code == 404
    assert first.get(address.replace("livelihood-project", "progress")).status_code == 404
    assert first.get(f"{IMPORT}check/?ticket=../../x").status_code == 404


def test_a_form_of_another_site_is_refused(app, client_for) -> None:
    browser = client_for("clerk")
    data = {"file": (io.BytesIO(LIST.encode()), "a.csv")}
    assert browser.post(IMPORT, data=data, proved=False).status_code == 403
    assert _count(app) == 0


def test_what_waits_too_long_is_cleared_away(tmp_path, monkeypatch) -> None:
    shelf = Shelf(tmp_path / "imports", "account:1")
    waiting = shelf.put(b"a", "member", "a.csv", {})
    kept = shelf.put(b"a", "member", "a.csv", {})
    shelf.take_away(kept)
    assert shelf.find(waiting.ticket, "member") is not None
    monkeypatch.setattr("panel.importer.keeping.time.time", lambda: 4e9 + KEPT_SECONDS)
    shelf.clear()
    assert shelf.find(waiting.ticket, "member") is None
    assert list((tmp_path / "imports").glob("*/*")) == []
