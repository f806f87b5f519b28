"""Gather the sentences of the source into the three catalogues: ``make sentences``.

A new sentence stands in the English catalogue as it is written; a person words it in ``zh_Hans`` and runs this again, which
drafts ``zh_Hant`` from that with OpenCC. What stands in a catalogue is never written over, and what the source has no more
is dropped. Ends with status 1 while a sentence waits for its Chinese words.
"""

from __future__ import annotations

import copy
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "panel" / "translations"
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

HEADINGS = {
    "en": "What the panel says, in English: the identifiers themselves.",
    "zh_Hans": "What the panel says, in simplified Chinese, worded by a person.",
    "zh_Hant": "What the panel says, in traditional Chinese, drafted from the simplified and read by a person.",
}

OFFICE_SPELLINGS = (
    ("籤", "簽"),
    ("瞭解", "了解"),
    ("回避", "迴避"),
    ("彙報", "匯報"),
    ("裡", "裏"),
    ("協商台", "協商臺"),
    ("核準", "核准"),
    ("摺合", "折合"),
)
"""Where OpenCC's choice of a traditional character is not the office's."""


def gathered() -> Catalog:
    """Return all sentences of the source, each with the files it stands in."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    catalog = Catalog()
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, comment_tags=(), strip_comment_tags=True)
    for path, _line, sentence, comments, context in sorted(found, key=lambda entry: entry[:2]):
        catalog.add(sentence, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def traditional(text: str, converter: OpenCC) -> str:
    """Return simplified text in traditional characters; the places ``%(name)s`` stay as they are."""
    parts = re.split(r"(%\(\w+\)[sd])", text)
    drafted = "".join(part if part.startswith("%(") else converter.convert(part) for part in parts)
    for drawn, written in OFFICE_SPELLINGS:
        drafted = drafted.replace(drawn, written)
    return drafted


def _forms(message: Message) -> tuple[str, ...]:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(form or "" for form in forms)


def _shaped(message: Message, forms: tuple[str, ...]) -> str | tuple[str, ...]:
    return forms if message.pluralizable else forms[0]


def update(locale: str, template: Catalog, drafts: Catalog | None = None) -> Catalog:
    """Bring one catalogue up to the source and write it.

    Args:
        locale: ``en``, ``zh_Hans`` or ``zh_Hant``.
        template: what the source says.
        drafts: the simplified catalogue, for the traditional one.
    """
    path = FOLDER / locale / "LC_MESSAGES" / "messages.po"
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=locale)
    else:
        catalog = Catalog(locale=locale)
    catalog.project, catalog.version, catalog.fuzzy = "Xieshang", "1", False
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = "Xieshang"
    catalog.header_comment = f"# {HEADINGS[locale]}"
    # A sentence that is only similar has other words: nothing is guessed.
    catalog.update(copy.deepcopy(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    converter = OpenCC("s2tw")
    for message in catalog:
        if not message.id or all(_forms(message)):
            continue
        if locale == "en":
            message.string = message.id
        elif drafts is not None and (simplified := drafts.get(message.id, message.context)) is not None:
            message.string = _shaped(
                message, tuple(traditional(form, converter) for form in _forms(simplified))
            )
    # The day stands still: two runs over the same source write the same file.
    catalog.creation_date = catalog.revision_date = datetime(2020, 9, 23, tzinfo=UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=0, sort_by_file=True, include_lineno=False, omit_header=False)
    return catalog


def main() -> int:
    """Update all catalogues; print what waits for its words and return the exit status."""
    template = gathered()
    update("en", template)
    simplified = update("zh_Hans", template)
    update("zh_Hant", template, simplified)
    waiting = [str(message.id) for message in simplified if message.id and not all(_forms(message))]
    for sentence in waiting:
        sys.stdout.write(f"zh_Hans: {sentence}\n")
    sys.stdout.write(f"{len(template)} sentences, {len(waiting)} without Chinese words\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
