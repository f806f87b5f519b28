"""What is wrong with a file that somebody wants to attach, in a sentence for them."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from panel.language import translate

NO_FILE = N_("Please choose a file.")
NO_NAME = N_("The file has no name; please give it one and attach it again.")
EMPTY = N_("“%(name)s” is empty; please save it again and attach that.")
NOT_TAKEN = N_(
    "Files of this kind (%(ending)s) are not taken. Please attach one of these kinds: %(endings)s."
)
NO_ENDING = N_(
    "“%(name)s” has no ending that says what kind of file it is. Please attach one of these kinds: %(endings)s."
)
ACTIVE = N_(
    "Web pages, SVG drawings, scripts, programs and documents with macros are not taken: "
    "they could act in the name of whoever opens them. Please save it as PDF and attach that."
)
PACKED = N_(
    "Packed files (%(ending)s) are not taken: nobody sees from outside what they hold. Please attach the files one by one."
)
MISMATCH = N_(
    "“%(name)s” does not hold what its ending says; it may be protected by a password, damaged or renamed. "
    "Please save it once more and attach that."
)
SECRET_PAPER = N_("This system takes no classified papers; please handle them as the rules of secrecy say.")
NOT_CONFIRMED = N_("This system takes no classified papers; please confirm that the file is not classified.")


class UploadProblem(ValueError):
    """A file that is not taken. ``str()`` of it is the sentence, translated.

    Attributes:
        field: the input it is about: ``file`` or ``not_classified``.
        sentence: the sentence before its values were filled in (English message id), so that a caller can tell problems apart.
    """

    def __init__(self, sentence: str, *, field: str = "file", **values: Any) -> None:
        super().__init__(translate(sentence, **values))
        self.sentence = sentence
        self.field = field
