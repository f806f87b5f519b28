"""The three catalogues hold every sentence of the source, worded as the office words it."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from config import LOCALES
from models.access.roles import ROLES
from models.registry import load_record_types
from panel.registry import area_labels, view_class
from tests.sources import ROOT, dotted, source, tracked_under, tree

FOLDER = ROOT / "panel" / "translations"
CHINESE = ("zh_Hans", "zh_Hant")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACE = re.compile(r"%\(\w+\)[sd]|%(?![( ])\w")
HAN = "\u3400-\u9fff"
FORBIDDEN = re.compile(
    r"审批|審批|确定(?!承办)|確定(?!承辦)|操作|驳回|駁回|删除|刪除|成功|！|!|请稍候|請稍候"
    r"|(?<![A-Za-z])ID(?![A-Za-z])|404|(?i:null)"
)
"""The office says 审定, 退回修改, 移入回收站; a machine's words are nobody's. 确定承办单位 is a field of its own."""

ONE_OF_TWO = {
    "后": ("皇后",),
    "里": ("公里", "里程"),
    "复": (),
    "台": ("台盟", "台灣"),
    "干": (),
    "松": (),
    "征": (),
    "准": ("核准", "批准", "准假", "准予"),
    "云": (),
    "斗": (),
    "制": ("制度", "制定", "機制", "體制", "控制", "編制", "限制", "強制"),
    "折": ("折合", "折線"),
}
"""Characters that stand in both scripts, though for one word only; the words in which the traditional one has them."""


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    """Return every sentence of the source with its forms: one, or one and many."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    forms = ((entry[2] if isinstance(entry[2], tuple) else (entry[2],)) for entry in found)
    return {form[0]: form for form in forms}


@cache
def catalogue(locale: str) -> Catalog:
    """Return a catalogue as it is written."""
    with (FOLDER / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def entries(locale: str) -> Iterator[tuple[str, str, Message]]:
    """Yield (identifier, wording, entry) of a catalogue, one for each plural form."""
    for entry in catalogue(locale):
        if entry.id:
            name = entry.id if isinstance(entry.id, str) else entry.id[0]
            forms = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
            yield from ((name, form, entry) for form in forms)


def known(sentence: str, locale: str = "zh_Hans") -> str | None:
    """Return a sentence's words in a language, or None when the catalogue has none."""
    found = catalogue(locale).get(sentence)
    return None if found is None else str(found.string)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_in_every_catalogue_and_none_that_is_gone(locale: str) -> None:
    written = {name for name, _words, _entry in entries(locale)}

    assert set(sentences()) - written == set(), "Run `make sentences` and word what is new."
    assert written - set(sentences()) == set(), "Run `make sentences`."
    assert list(catalogue(locale).obsolete) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_has_its_words_and_none_is_guessed(locale: str) -> None:
    assert [name for name, words, entry in entries(locale) if not words.strip() or entry.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_keeps_its_places(locale: str) -> None:
    wrong = {}
    for name, words, entry in entries(locale):
        forms = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        places = sorted(PLACE.findall(words))
        if all(places != sorted(PLACE.findall(form)) for form in forms):
            wrong[name] = words

    assert wrong == {}


def test_english_is_what_the_source_says() -> None:
    for entry in catalogue("en"):
        assert not entry.id or entry.string == entry.id


@pytest.mark.parametrize("locale", CHINESE)
def test_no_word_that_the_office_does_not_say(locale: str) -> None:
    assert {
        words: found[0] for _name, words, _e in entries(locale) if (found := FORBIDDEN.search(words))
    } == {}


@pytest.mark.parametrize("locale", CHINESE)
def test_chinese_has_chinese_punctuation(locale: str) -> None:
    half = re.compile(rf"[{HAN}”）][,;:?!()]|[,;:?!()][{HAN}“（]|[{HAN}]\.(?!\w)|\.\.\.")
    spaced = re.compile(r"\s[，。；：、？）”]|[，。；：、？（“]\s")

    assert [words for _name, words, _e in entries(locale) if half.search(words) or spaced.search(words)] == []


@pytest.mark.parametrize("locale", CHINESE)
def test_numbers_and_latin_words_stand_apart_from_chinese(locale: str) -> None:
    tight = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
    # The date is an example of what a person may type.
    told = [PLACE.sub("", words).replace("2020年9月16日", "") for _name, words, _e in entries(locale)]

    assert [words for words in told if tight.search(words)] == []


@pytest.mark.parametrize("locale", CHINESE)
def test_what_is_a_sentence_ends_as_one_and_a_label_does_not(locale: str) -> None:
    wrong = [
        words
        for name, words, _entry in entries(locale)
        if len(name) > 1 and name.endswith((".", "?")) != words.endswith(("。", "？"))
    ]

    assert wrong == []


def test_simplified_has_no_traditional_character() -> None:
    strange = {
        words
        for _name, words, _entry in entries("zh_Hans")
        for character in re.findall(f"[{HAN}]", words)
        if not character.encode("gb2312", "ignore")
    }

    assert strange == set()


def test_traditional_has_no_simplified_character() -> None:
    strange = {
        words
        for _name, words, _entry in entries("zh_Hant")
        for character in re.findall(f"[{HAN}]", words)
        # 裏 is the office's form; the character set knows the other one alone.
        if character != "裏" and not character.encode("big5", "ignore")
    }

    assert strange == set()


def test_traditional_has_the_right_one_of_two_characters() -> None:
    wrong = []
    for _name, words, _entry in entries("zh_Hant"):
        rest = words
        for right in (word for allowed in ONE_OF_TWO.values() for word in allowed):
            rest = rest.replace(right, "")
        if set(rest) & set(ONE_OF_TWO):
            wrong.append(words)

    assert wrong == []


def test_both_scripts_say_the_same() -> None:
    """A sentence that was worded anew in the one is as long in the other."""
    simplified, traditional = ({name: len(words) for name, words, _e in entries(of)} for of in CHINESE)

    assert {name for name, length in simplified.items() if length != traditional[name]} == set()


GLOSSARY = list(
    csv.DictReader(Path(__file__).with_name("glossary.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("row", GLOSSARY, ids=[row["sentence"] for row in GLOSSARY])
def test_the_words_of_the_glossary_win(row: dict[str, str]) -> None:
    assert {locale: known(row["sentence"], locale) for locale in CHINESE} == {
        locale: row[locale] for locale in CHINESE
    }


def _said_by_models() -> Iterator[tuple[str, str]]:
    for cls in load_record_types():
        if not cls.__module__.startswith("models."):
            continue
        name = cls.__name__
        yield name, cls.title
        yield name, cls.plural
        for column in cls.__table__.columns:
            info: dict[str, Any] = column.info
            place = f"{name}.{column.key}"
            yield from ((place, info[key]) for key in ("label", "help", "unit") if info.get(key))
            yield from ((place, choice.label) for choice in info.get("choices") or info.get("several") or ())
        if cls.workflow is not None:
            yield from ((f"{name} {state.value}", state.label) for state in cls.workflow.states.values())
            for step in cls.workflow.transitions.values():
                yield f"{name} {step.name}", step.label
                if step.consequence:
                    yield f"{name} {step.name}", step.consequence
    yield from (("roles", label) for label in ROLES.values())
    yield from (("areas", label) for label, _icon in area_labels().values())


def _said_by_views() -> Iterator[tuple[str, str]]:
    for cls in load_record_types():
        if cls.__module__.startswith("models.") and not cls.is_link:
            view = view_class(cls)
            yield from ((view.__name__, str(label)) for label in (view.column_labels or {}).values())
            yield from ((view.__name__, heading) for heading, _names in view.form_sections)
            yield from ((view.__name__, label) for label, _condition in view.list_tabs)


def test_every_label_of_models_and_views_is_marked() -> None:
    """A label that nobody marked stays English on every page; it is in no catalogue either, so only this finds it."""
    said = [*_said_by_models(), *_said_by_views()]

    assert len(said) > 500
    assert sorted({f"{place}: {words}" for place, words in said if words not in sentences()}) == []


def test_templates_speak_through_the_catalogues() -> None:
    """No words stand in a template by themselves: they would be in one language in all three."""
    bare = {}
    for path in tracked_under("panel/templates/", endings=(".html",)):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source(path), flags=re.DOTALL)
        words = re.findall(r">[^<>]*?([A-Za-z]{3,}[^<>]*)<", text)
        if left := [word for word in words if not word.startswith(("Ctrl", "nbsp"))]:
            bare[path] = left

    assert bare == {}


SAYING = {"translate": 0, "said": 0, "noted": 0, "failed": 0, "Refused": 0, "Problem": 1, "ValueProblem": 0}
"""What takes a sentence, and which of its arguments the sentence is."""


def test_every_sentence_that_is_said_in_place_is_marked() -> None:
    said = {
        f"{path}:{call.lineno}": argument.value
        for path in tracked_under("models/", "panel/")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and (name := dotted(call.func).rpartition(".")[2]) in SAYING
        for argument in call.args[SAYING[name] : SAYING[name] + 1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }

    assert {place: words for place, words in said.items() if words and words not in sentences()} == {}
