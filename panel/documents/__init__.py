"""Attachments, the files that belong to records.

``store`` keeps them on the disk, ``uploads`` decides what is taken, ``pages`` has the routes, ``collecting`` clears up.
"""

from __future__ import annotations

from panel.documents.pages import init_app
from panel.documents.problem import UploadProblem
from panel.documents.uploads import attachments_of, document_url, may_attach, store_upload, takes_attachments

__all__ = [
    "UploadProblem",
    "attachments_of",
    "document_url",
    "init_app",
    "may_attach",
    "store_upload",
    "takes_attachments",
]
