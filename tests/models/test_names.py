"""The order of member lists, and the initials by which they are searched."""

import pytest

from models.names import initials_of, stroke_key

ROLL = """\
丁来杭
丁学东
于伟国
万立骏
习近平
马飚
马逢国
王勇
王晨
王毅
王小洪
田一
由二
司琪
司马光
司空图
杜甫
李白
李太白
张三
林则徐
欧阳锋
"""


def test_names_stand_by_strokes_of_the_surname_then_stroke_by_stroke_then_short_given_names_first():
    expected = ROLL.splitlines()
    shuffled = expected[1::2] + expected[::2]

    assert sorted(shuffled, key=stroke_key) == expected


def test_the_order_is_the_same_when_a_database_compares_bytes():
    names = ["司马光", "司琪", "王勇", "王小洪", "欧阳锋", "𬱖某", "张三"]

    by_bytes = sorted(names, key=lambda name: stroke_key(name).encode())

    assert by_bytes == sorted(names, key=stroke_key)


def test_a_surname_of_two_characters_stands_after_the_single_one_that_begins_like_it():
    assert stroke_key("司琪") < stroke_key("司马光")
    assert stroke_key("东方") < stroke_key("东方朔")


@pytest.mark.parametrize(
    ("character", "strokes"),
    [
        ("丁", 2),
        ("王", 4),
        ("万", 3),
        ("萬", 12),
        ("阿", 7),
        ("凹", 5),
        ("鼎", 12),
        ("臧", 14),
        ("覃", 12),
        ("龚", 11),
    ],
)
def test_strokes_are_counted_as_in_school(character: str, strokes: int):
    assert int(stroke_key(character)[:2]) == strokes


def test_a_rare_character_stands_last_and_a_name_without_any_is_no_error():
    assert stroke_key("𬱖某") > stroke_key("齉某")
    assert stroke_key("") == ""
    assert stroke_key("阿卜杜·热西提") == stroke_key("阿卜杜热西提")


def test_the_key_fits_its_column_and_has_no_place_for_a_longer_one():
    assert len(stroke_key("王" * 40)) == 80


@pytest.mark.parametrize(("name", "initials"), [("张维翰", "zwh"), ("欧阳锋", "oyf"), ("John Ma", "johnma")])
def test_initials(name: str, initials: str):
    assert initials_of(name) == initials
