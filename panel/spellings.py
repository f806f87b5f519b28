"""How a message is written in every language we speak: what a person may type for it, whatever language they read.

A clerk fills in a sheet in simplified characters, another one in traditional ones, and both are sent to an office whose panel
is set to English. So a header or a choice is recognised by its identifier and by its wording in each catalogue.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

_CATALOGUES = Path(__file__).parent / "translations"


@cache
def _catalogues() -> tuple[NullTranslations, ...]:
    """Return the compiled catalogues, read once; none where they were not compiled yet."""
    if not _CATALOGUES.is_dir():
        return ()
    locales = sorted(folder.name for folder in _CATALOGUES.iterdir() if (folder / "LC_MESSAGES").is_dir())
    return tuple(Translations.load(_CATALOGUES, [locale]) for locale in locales)


@cache
def spellings(message: str) -> tuple[str, ...]:
    """Return the identifier itself and its wordings, each once."""
    if not message:
        return ()
    return tuple(dict.fromkeys((message, *(str(catalogue.gettext(message)) for catalogue in _catalogues()))))


def folded(text: str) -> str:
    """Return the text as it is compared: one width, one case, no spaces.

    Full-width letters, digits and brackets become half-width ones (NFKC); a line break inside a header does not matter.
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
