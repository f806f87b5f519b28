"""One-time slips for the hall: printed once by a teller or the desk, and noted as taken when they are given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.access import Refused
from models.balloting.issuing import hand_slip, print_slips
from models.base import db
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.marks import N_
from panel.language import translate
from panel.numbers import row_number
from panel.saving import Outcome, new_token, once
from panel.words import failed, said

if TYPE_CHECKING:
    pass

MOST = 400
NOT_A_NUMBER = N_("Please write how many slips are needed, from 1 to %(most)s.")
GIVEN = N_("Noted that %(name)s has taken a slip; which one is noted nowhere.")
NOBODY = N_("No evaluator of this round is called “%(name)s”; please check the name.")


class SlipRoutes:
    """Route ``slips/``."""

    @expose("/slips/", methods=("GET", "POST"))
    def slips_view(self: Any) -> Any:
        """Print new slips, or note that an evaluator has taken one."""
        record: Any = self.find()
        if request.method == "GET":
            return self.show_slips(record, [], "")
        if request.form.get("do") == "hand":
            return self.give_slip(record)
        text = request.form.get("number", "")
        number = (row_number(text) or 0) if len(text) < 5 else 0
        if not 1 <= number <= MOST:
            return self.show_slips(record, [], translate(NOT_A_NUMBER, most=MOST)), 422
        codes = print_slips(record, number)
        db.session.commit()
        return self.show_slips(record, codes, "")

    def give_slip(self: Any, record: Any) -> Any:
        """Note who has taken a slip."""
        name = request.form.get("name", "").strip()
        cls = EvaluationRoundEvaluator
        found = list(
            db.session.scalars(select(cls).where(cls.round_id == record.id, cls.name == name).limit(2))
        )
        here = f"{self.url}/slips/?id={record.id}"
        if len(found) != 1:
            failed(NOBODY, name=name)
            return redirect(here, 303)

        def work() -> Outcome:
            hand_slip(record, found[0].id)
            return Outcome(answer=here)

        try:
            outcome = once(request.form.get("form_token", ""), work)
        except Refused as refused:
            db.session.rollback()
            failed(refused.sentence, **refused.values)
            return redirect(here, 303)
        if outcome.answer is not None:
            said(GIVEN, name=name)
        return redirect(here, 303)

    def show_slips(self: Any, record: Any, codes: list[str], error: str) -> str:
        """Render the page: the codes once, to be printed and cut apart."""
        page = {
            "title": translate(N_("Slips: %(name)s"), name=self.label_text(record)),
            "crumbs": self.crumbs(record, translate(N_("One-time slips"))),
            "codes": codes,
            "address": f"{request.host_url}slip/{record.id}",
            "error": error,
            "token": new_token(),
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("slips.html", page=page)
