"""Finding by words in a list."""

import pytest

from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from panel.listing import search
from tests.panel.listing.office import asked, departments_view, drawn, enter, members_view, names, problems


@pytest.fixture
def members(app, office):
    rows = (
        Member(name="张维翰", name_traditional="張維翰", work_unit="县_医院", phone="13911112222"),
        Member(name="周文涵", work_unit="县第二中学", phone="13933334444"),
        Member(name="李Ann", work_unit="100% 食品厂"),
    )
    return enter(app, office, *rows)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("维", ["张维翰"]),
        ("維翰", ["张维翰"]),
        ("zwh", ["周文涵", "张维翰"]),
        ("ZW", ["周文涵", "张维翰"]),
        ("zwh 中学", ["周文涵"]),
        ("zwh　医院", ["张维翰"]),
        ("_", ["张维翰"]),
        ("%", ["李Ann"]),
        ("\\", []),
        ("ann", ["李Ann"]),
        ("1391111", ["张维翰"]),
        ("  ", ["周文涵", "张维翰", "李Ann"]),
        ("王", []),
    ],
)
def test_every_word_stands_somewhere_in_the_row(app, people, members, words, expected):
    with asked(app, people.actor(people.add("clerk"))):
        assert sorted(names(members_view(), q=words)) == sorted(expected)


@pytest.mark.parametrize("role", ["chair", "auditor", "committee"])
def test_what_is_masked_is_never_searched(app, office, people, members, role):
    (body,) = enter(app, office, SpecialCommittee(name="提案委员会", short_name="提案委"))
    grant = {"special_committee_id": body} if role == "committee" else {}
    with asked(app, people.actor(people.add(role, **grant))):
        assert names(members_view(), q="1391111") == []
        assert names(members_view(), q="医院") == ["张维翰"]


def test_a_search_that_cannot_be_made_is_said(app, people, members):
    with asked(app, people.actor(people.add("clerk"))):
        assert problems(members_view(), q="a b c d e f g") == [search.TOO_MANY_WORDS]
        assert problems(members_view(), q="a\x00") == [search.NOT_A_WORD]
        assert problems(members_view(), q="长" * 200) == [search.NOT_A_WORD]
        assert problems(departments_view(column_searchable_list=[]), q="a") == [search.NOTHING_TO_SEARCH]
        assert drawn(departments_view(column_searchable_list=[]))["search"] is None


def test_a_chinese_word_is_not_looked_for_among_initials(app, people, members):
    view = members_view(column_searchable_list=["initials"])
    with asked(app, people.actor(people.add("clerk"))):
        assert names(view, q="章") == []
        assert len(names(view, q="z")) == 2


def test_the_empty_list_says_what_was_searched(app, people, members):
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(members_view(), {"q": "王<b>"})

    assert "王<b>" in page["empty_html"]["text"]
    assert page["empty_html"]["actions"] == [("Remove all conditions", "/panel/member/")]
