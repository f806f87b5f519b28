"""The page that explains a kind of record, made from its declaration: fields, states, who moves them.

``chart`` lays the states out as a drawing, ``words`` says the rules, ``page`` has the route.
"""

from __future__ import annotations

from panel.help.page import HelpRoutes

__all__ = ["HelpRoutes"]
