"""What the firm owes and what it can give as security: as far as it is known, with whom to ask for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from finadvies.advice import Component
from finadvies.advice.traits import on_invoices
from finadvies.domain.facts import ASSET_PURPOSES
from finadvies.domain.product import Product
from finadvies.domain.values import UNKNOWN
from finadvies.exports import names
from finadvies.exports.memorandum.case import Case
from finadvies.exports.written.model import Block, Cell, Column, Gaps, Pair, Section, Table, Text
from finadvies.rules.figures import outcome
from finadvies.rules.truth import Truth, truth

DEBTS: Final = (
    "figures.bank_debt", "figures.subordinated", "security.real_estate_debt", "debts.line_limit", "debts.line_used", "figures.tax_debt",
    "figures.debt_service",
)  # fmt: skip
ALWAYS: Final = ("figures.bank_debt", "figures.tax_debt", "figures.debt_service", "debts.line_used")
"""Of these nought is news too."""
WANTED: Final = ("figures.bank_debt", "figures.debt_service", "debts.line_limit", "debts.line_used", "figures.tax_debt")
TANGIBLE: Final = ("machinery", "vehicles", "real_estate")
"""What is worth something to a lender by itself; of other purposes only what a lender takes is shown."""
OFFICE: Final = ("debts.tax_writ", "debts.legal", "debts.tax_returns_on_time")


def debts(case: Case) -> Section:
    """One table of what is known; the lenders one by one are for the overview that the accountant makes."""
    return Section("debts", case.say("memorandum.debts"), tuple(_debts(case)))


def _debts(case: Case) -> Iterator[Block]:
    texts = case.texts
    rows = []
    for key in DEBTS:
        if case.found(key) is UNKNOWN or (case.found(key) == 0 and key not in ALWAYS):
            continue
        rows.append((Cell(names.capital(texts.label(key))), Cell(case.value(key)), Cell(_remark(case, key))))
    if case.adviser:
        rows += [
            (Cell(names.capital(texts.label(key))), Cell(case.value(key)), Cell(""))
            for key in OFFICE
            if case.found(key) is not UNKNOWN
        ]
    if rows:
        yield Table(
            (
                Column(case.say("memorandum.debt")),
                Column(texts.say("paper.amount"), number=True),
                Column(case.say("memorandum.remark")),
            ),
            tuple(rows),
        )
    else:
        yield Text(case.say("memorandum.debts_unknown"))
    debt = case.found("figures.tax_debt")
    wanted = [*WANTED, "company.house_bank"]
    if isinstance(debt, int | Decimal) and debt > 0:
        wanted.append("debts.tax_arrangement")
    missing = [*case.gaps(wanted), *case.papers(("debt-overview",))]
    if missing:
        yield Gaps(tuple(missing))


def _remark(case: Case, key: str) -> str:
    """Of which day or bank it is, as far as that is known."""
    if key == "figures.bank_debt" and case.found("company.house_bank") is not UNKNOWN:
        bank = case.found("company.house_bank")
        return (
            case.say("memorandum.house_bank_is", bank=case.value("company.house_bank"))
            if bank not in ("none", "")
            else case.say("memorandum.no_house_bank")
        )
    if key == "figures.tax_debt":
        debt = case.found(key)
        if debt == 0:
            return case.say("memorandum.no_tax_debt")
        arranged = case.found("debts.tax_arrangement")
        return case.say(
            "memorandum.tax_arranged"
            if arranged is True
            else "memorandum.tax_not_arranged"
            if arranged is False
            else "memorandum.tax_arrangement_unknown"
        )
    if key == "debts.line_used":
        limit, used = case.found("debts.line_limit"), case.found(key)
        if isinstance(limit, int | Decimal) and isinstance(used, int | Decimal) and not isinstance(limit, bool):
            return case.say("memorandum.line_left", amount=case.texts.euro(max(0, limit - used)))
    if key == "figures.debt_service":
        return case.say("memorandum.service_holds")
    return ""


# -- security ----------------------------------------------------------------------------------------------------------------


def security(case: Case) -> Section:
    """Each asset with its value, for whom it is now and in the mix, and whose consent it takes."""
    return Section("security", case.say("memorandum.security"), tuple(_security(case)))


def _security(case: Case) -> Iterator[Block]:
    texts = case.texts
    rows = [*_bought(case), *_owned(case), *_guaranteed(case), *_surety(case)]
    if rows:
        columns = ("asset", "value", "now_for", "mix_for", "needed_for_column")
        yield Table(tuple(Column(case.say(f"memorandum.{name}"), number=name == "value") for name in columns), tuple(rows))
        yield Text(case.say("memorandum.values_how"), "small")
    else:
        yield Text(case.say("memorandum.security_unknown"))
    for warning in case.proposal.warnings if case.proposal is not None else ():
        if warning.code == "security_short" and not on_invoices(case.advice, str(warning.details["product"])):
            yield Text(case.say("memorandum.security_short", product=case.product(str(warning.details["product"]))))
    wanted = [
        "security.machinery_value",
        "security.real_estate_value",
        "security.all_assets_pledged_to",
        "security.receivables_pledged",
    ]
    missing = [*case.gaps(wanted), *case.papers(("security-overview", "asset-register"))]
    unclear = [part for part in case.parts if not _asks(case, part)]
    missing += [
        Pair(
            case.say("memorandum.security_of", name=case.part(part)),
            names.lender(part.lender or "", case.advice, texts),
            case.say("memorandum.security_of_why"),
        )
        for part in unclear
    ]
    if missing:
        yield Gaps(tuple(missing))


def _asks(case: Case, part: Component) -> bool:
    """Whether it is known what a lender takes as security, or that it takes none."""
    product = case.advice.catalogue.products[part.product or ""]
    return bool(product.security) or product.price.model == "equity" or product.gives_control


def _holder(case: Case) -> str:
    """Who has a claim on everything now, by name; empty where nobody has or it is not known."""
    found = case.found("security.all_assets_pledged_to")
    return case.holder(found) if isinstance(found, str) and found not in ("none", "") else ""


def _now(case: Case) -> str:
    found = case.found("security.all_assets_pledged_to")
    if found is UNKNOWN:
        return case.texts.say("words.unknown")
    return _holder(case) or case.say("memorandum.nobody")


def _wanting(case: Case, *assets: str) -> list[str]:
    """Who in the mix takes one of these as security, by name."""
    found = []
    for part in case.parts:
        product = case.advice.catalogue.products[part.product or ""]
        if any(item.asset in assets and item.demand in ("always", "usual") for item in product.security):
            found.append(names.lender(part.lender or "", case.advice, case.texts))
    return list(dict.fromkeys(found))


def _row(case: Case, name: str, value: str, now: str, wanting: list[str], needed: str = "") -> tuple[Cell, ...]:
    other = bool(_holder(case)) and now == _holder(case) and any(lender != now for lender in wanting)
    told = needed or (case.say("memorandum.release", holder=now) if other else case.say("memorandum.nothing_needed"))
    return Cell(name), Cell(value), Cell(now), Cell(case.texts.listed(wanting) or case.say("memorandum.nobody")), Cell(told)


def _bought(case: Case) -> Iterator[tuple[Cell, ...]]:
    """What the plan buys, at its price: a lessor takes the thing itself."""
    client = case.advice.client
    for use, euros in enumerate(case.advice.need):
        purpose = client.value("use.purpose", use)
        if purpose not in ASSET_PURPOSES or not euros:
            continue
        # Who takes the thing itself comes before a pledge on everything.
        lenders = _of_use(case, use, str(purpose)) or _wanting(case, "all_assets")
        if not lenders and purpose not in TANGIBLE:
            continue
        key = "memorandum.bought_now" if client.value("use.committed", use) is True else "memorandum.to_buy"
        name = case.say(key, what=names.capital(names.use(client, use, case.texts)))
        holder = _holder(case)
        needed = case.say("memorandum.keep_out", holder=holder) if holder and any(lender != holder for lender in lenders) else ""
        unclear = any(use in dict(part.uses) and not _asks(case, part) for part in case.parts)
        nobody = case.texts.say("words.unknown") if unclear else case.say("memorandum.nobody")
        told = case.texts.listed(list(dict.fromkeys(lenders))) or nobody
        yield (
            Cell(name),
            Cell(case.texts.euro(euros)),
            Cell(case.say("memorandum.does_not_apply")),
            Cell(told),
            Cell(needed or case.say("memorandum.nothing_needed")),
        )


_OF_PURPOSE: Final = {"real_estate": "real_estate", "machinery": "machinery", "vehicles": "vehicles", "inventory": "stock"}


def _takes_object(product: Product, purpose: str) -> bool:
    wanted = {"object", _OF_PURPOSE.get(purpose, "object")}
    return any(item.asset in wanted and item.demand in ("always", "usual") for item in product.security)


def _of_use(case: Case, use: int, purpose: str) -> list[str]:
    """Who pays a use and takes what is bought as security, by name."""
    paying = [part for part in case.parts if use in dict(part.uses)]
    taking = [part for part in paying if _takes_object(case.advice.catalogue.products[part.product or ""], purpose)]
    return [names.lender(part.lender or "", case.advice, case.texts) for part in taking]


def _owned(case: Case) -> Iterator[tuple[Cell, ...]]:
    """What the firm has. What is worth nothing by the answers is left out; what nobody told stands among the gaps."""
    say, texts = case.say, case.texts
    premises, mortgage = case.found("security.real_estate_value"), case.found("security.real_estate_debt")
    if premises not in (UNKNOWN, 0):
        value = case.value("security.real_estate_value")
        now = (
            say("memorandum.mortgage_of", amount=case.value("security.real_estate_debt"))
            if mortgage not in (UNKNOWN, 0)
            else _now(case)
        )
        yield _row(case, say("memorandum.premises"), value, now, _wanting(case, "real_estate"))
    machines = case.found("security.machinery_value")
    if machines not in (UNKNOWN, 0):
        yield _row(
            case,
            say("memorandum.machines"),
            case.value("security.machinery_value"),
            _now(case),
            _wanting(case, "machinery", "vehicles", "all_assets"),
        )
    stock = case.found("figures.inventory")
    if stock not in (UNKNOWN, 0):
        yield _row(
            case,
            texts.term("assets", "stock").capitalize(),
            case.value("figures.inventory"),
            _now(case),
            _wanting(case, "stock", "all_assets"),
        )
    book = case.found("figures.receivables")
    if book not in (UNKNOWN, 0):
        pledged = case.found("security.receivables_pledged")
        holder = _holder(case)
        now = (
            holder
            if holder and pledged is not False
            else say("memorandum.pledged")
            if pledged is True
            else say("memorandum.nobody")
            if pledged is False
            else _now(case)
        )
        yield _row(
            case,
            names.capital(texts.term("assets", "receivables")),
            case.value("figures.receivables"),
            now,
            _wanting(case, "receivables", "all_assets"),
        )


def _guaranteed(case: Case) -> Iterator[tuple[Cell, ...]]:
    for part in case.proposal.components if case.proposal is not None else ():
        if part.role != "guarantee":
            continue
        loan = next(each for each in case.parts if each.product == part.guarantees)
        lender = names.lender(loan.lender or "", case.advice, case.texts)
        most = case.texts.say("words.at_most", n=case.texts.euro(part.amount_eur or 0))
        yield (
            Cell(case.part(part)),
            Cell(most, case.say("memorandum.no_money")),
            Cell(case.say("memorandum.nobody")),
            Cell(lender),
            Cell(case.say("memorandum.ask_guarantee_first")),
        )


def _surety(case: Case) -> Iterator[tuple[Cell, ...]]:
    """The owner's own guarantee, which takes the signature of a spouse or partner (art. 1:88 BW)."""
    for part in case.parts:
        product = case.advice.catalogue.products[part.product or ""]
        surety = product.private_guarantee
        if surety is None or surety.demand not in ("always", "usual"):
            continue
        if surety.when is not None and truth(surety.when, case.advice.facts) is Truth.FALSE:
            continue
        fixed, share = outcome(surety.eur, case.advice.facts).exact, outcome(surety.share, case.advice.facts).exact
        euros = (
            int(fixed)
            if fixed is not None
            else int(Decimal(part.amount_eur or 0) * Decimal(share))
            if share is not None
            else None
        )
        value = (
            case.texts.say("words.about", what=case.texts.euro(euros)) if euros is not None else case.texts.say("words.unknown")
        )
        lender = names.lender(part.lender or "", case.advice, case.texts)
        yield (
            Cell(case.say("memorandum.surety_row")),
            Cell(value),
            Cell(case.say("memorandum.nobody")),
            Cell(lender),
            Cell(case.say("memorandum.spouse_signs")),
        )
