"""With which right the reason of a refusal can be asked on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from finadvies.advice.advise import Advice
from finadvies.domain.catalogue import Lender, Parameter
from finadvies.domain.client import Slot
from finadvies.domain.formulas import exact_number

Right = Literal["code", "code_if", "beyond_code", "public", "plain", "nobody"]

CODE: Final = "bank-code"
"""The parameter with the bounds of the banks' code of conduct."""
OF_THE_BANKS: Final = "gkf"
OF_THE_STATE: Final = "awb"
NO_OFFICE: Final = frozenset({"private", "supplier"})
"""Kinds of lenders that answer by word of mouth."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a request for the reason can rest on.

    Attributes:
        right: `code`: the code of the banks holds; `code_if`: it may hold, an answer is lacking or it was not found whether the bank
            keeps it; `beyond_code`: the business or the loan is too large for it; `public`: a decision of a public body; `plain`: no
            code is known; `nobody`: there is no office to write to.
        missing: the answers that would tell whether the code holds.
    """

    right: Right
    missing: tuple[Slot, ...] = ()


def rights(advice: Advice, lender: Lender | None, asked_eur: int | None) -> Rights:
    """The right to a reason on paper from this lender.

    Args:
        advice: the client; its turnover and its debts decide whether the code holds.
        lender: who refused; None for one that the catalogue does not know.
        asked_eur: the amount asked, in whole euros; None where it is not known.
    """
    if lender is None:
        return Rights("plain")
    if OF_THE_STATE in lender.code or lender.kind in ("public", "municipality"):
        return Rights("public")
    if lender.kind in NO_OFFICE:
        return Rights("nobody")
    code = advice.catalogue.parameters.get(CODE)
    if code is None or (OF_THE_BANKS not in lender.code and lender.kind != "bank"):
        return Rights("plain")
    return _under_the_code(advice, lender, code, asked_eur)


def _under_the_code(advice: Advice, lender: Lender, code: Parameter, asked_eur: int | None) -> Rights:
    facts = advice.facts
    turnover, debt = exact_number(facts, "figures.revenue"), exact_number(facts, "figures.bank_debt")
    principal = (asked_eur or 0) + (debt or 0)
    if (turnover is not None and turnover > code.figures["turnover_max"]) or principal > code.figures["principal_max"]:
        return Rights("beyond_code")
    needed = ("figures.revenue", "figures.bank_debt")
    missing = tuple(slot for key in needed if exact_number(facts, key) is None for slot in facts.missing(key))
    starting = facts.get("company.started") is False
    if OF_THE_BANKS not in lender.code or (not starting and (turnover is None or debt is None)) or asked_eur is None:
        return Rights("code_if", () if starting else missing)
    return Rights("code")
