"""The financing memorandum: what a financier's credit committee reads about one client, and the adviser can defend."""

from __future__ import annotations

from collections.abc import Iterator

from finadvies.advice import Advice, Proposal
from finadvies.exports import names
from finadvies.exports.memorandum import account, beside, debts, figures, firm, need, request, risks, steps
from finadvies.exports.memorandum.case import Case
from finadvies.exports.stamp import stamp
from finadvies.exports.written.model import Section, Writing
from finadvies.homework import Homework
from finadvies.locale import Texts

__all__ = ["memorandum"]


def memorandum(advice: Advice, homework: Homework, proposal: Proposal | None, texts: Texts, *, adviser: bool) -> Writing:
    """The memorandum of a client, on the day of the advice.

    Args:
        advice: the client.
        homework: the papers of the mix; none where no lender is chosen.
        proposal: the mix; None where nobody pays anything, or nothing is asked yet.
        texts: the language.
        adviser: the version of the office, with exact prices, sources, every answer and private facts.
    """
    case = Case(advice, homework, proposal, texts, adviser)
    sections = tuple(_sections(case))
    numbers = {section.key: number for number, section in enumerate(sections, start=1)}
    return Writing(
        texts.language,
        case.say("memorandum.kind"),
        case.say("memorandum.title"),
        _subtitle(case),
        names.client(advice, texts),
        texts.day(advice.today),
        sections,
        stamp(advice),
        sender=names.sender(advice),
        head=tuple(request.head(case, numbers)),
        warning=case.say("memorandum.office_only") if adviser else "",
        closing=(case.say("memorandum.no_promise"), case.say("memorandum.no_insurance")),
        numbered=True,
    )


def _subtitle(case: Case) -> str:
    client, total = names.client(case.advice, case.texts), case.total
    if not total or not case.uses:
        return client
    return case.texts.say("paper.subtitle", client=client, amount=case.texts.euro(total), uses=case.uses)


def _sections(case: Case) -> Iterator[Section]:
    """In the order in which a committee reads. One that cannot apply is left out: without a mix no plan B, without schemes no grants part."""
    yield request.summary(case)
    yield need.need(case)
    yield firm.entrepreneur(case)
    yield firm.firm(case)
    yield figures.feasibility(case)
    yield figures.forecast(case)
    yield debts.debts(case)
    yield debts.security(case)
    yield risks.risks(case)
    yield beside.others(case)
    for section in (beside.refusals(case), beside.later(case), beside.grants(case)):
        if section is not None:
            yield section
    yield steps.steps(case)
    yield steps.desks(case)
    annexes = steps.annexes(case)
    if annexes is not None:
        yield annexes
    yield account.account(case)
    if case.adviser:
        yield from account.office(case)
