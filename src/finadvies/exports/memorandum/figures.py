"""How a financier will look at the figures, the years beside each other, and what is known of the years to come."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from finadvies.advice.traits import room_left
from finadvies.advice.whom import Whom, whom
from finadvies.advice.with_mix import buffer_after
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Known, whole_euros
from finadvies.exports import names
from finadvies.exports.figure_words import bound_words, measure_value, norm_source, publisher, statement_text
from finadvies.exports.memorandum.case import Case
from finadvies.exports.written.model import Block, Cell, Column, Gaps, Note, Pair, Pairs, Section, Table, Text
from finadvies.feasibility import Light, Measure
from finadvies.feasibility.years import MOST_YEARS, Year, normal_averages, special_years, years
from finadvies.locale import Texts
from finadvies.rules import explain
from finadvies.rules.burden import MONTHS_A_YEAR

AS_GOOD_AS_NOTHING: Final = Decimal("0.005")
"""A distance that would be printed as nought."""
BEFORE: Final = {"dscr": "dscr-voor", "dscr-ebitda": "dscr-ebitda-voor"}
"""Ratios after the financing, and the same of now: one row for both."""
FOR_MIX: Final = frozenset({"eigen-inbreng", "lening-tot-waarde", "schuld-ebitda-overname"})
"""Ratios that speak of the plan, so that there is none of now."""
ORDER: Final = (
    "solvabiliteit-sector", "solvabiliteit", "dscr", "dscr-ebitda", "schuld-ebitda-overname", "current-ratio", "quick-ratio",
    "eigen-inbreng", "lening-tot-waarde", "grootste-klant",
)  # fmt: skip
ROWS: Final = tuple(
    f"figures.{name}"
    for name in (
        "revenue",
        "gross_margin",
        "ebitda",
        "depreciation",
        "interest",
        "net_profit",
        "equity",
        "total_assets",
        "bank_debt",
        "cash",
    )
)
FLOWS: Final = tuple(
    f"figures.{name}" for name in ("revenue", "gross_margin", "ebitda", "depreciation", "interest", "net_profit")
)
"""What runs over a year, and so has an average."""
BUDGETS: Final = ("operating-budget", "liquidity-budget", "forecast-balance", "scenarios")
"""Profit and loss, cash by month, the balance sheet, and a worse case: papers that look ahead."""
ALWAYS: Final = ("figures.revenue", "figures.ebitda", "figures.net_profit", "figures.equity", "figures.total_assets")
"""Figures of which an unknown year is worth a word in the table itself."""


def feasibility(case: Case) -> Section:
    """The ratios, the loan they bear, and the years."""
    return Section("feasibility", case.say("memorandum.feasibility"), tuple(_feasibility(case)))


def _feasibility(case: Case) -> Iterator[Block]:
    yield Text(case.say("memorandum.norms_are_flags"), "lead")
    shown = _ordered(case)
    known = [measure for measure in shown if measure.light != "unknown" or measure.value is not UNKNOWN]
    if known:
        columns = ("ratio", "now", "with_mix", "norm", "verdict", "norm_source")
        yield Table(
            tuple(Column(case.say(f"memorandum.{name}"), number=name in ("now", "with_mix")) for name in columns),
            tuple(row for measure in known for row in _rows(case, measure)),
        )
        if any(measure.norm.id == "solvabiliteit-sector" for measure in known) and case.parts:
            yield Text(case.say("memorandum.solvency_after_how"), "small")
    yield from _statements(case)
    yield from _years(case)
    missing = list(_ratio_gaps(case, [measure for measure in shown if measure not in known]))
    missing += _year_gaps(case)
    if missing:
        yield Gaps(tuple(missing))


def _ordered(case: Case) -> list[Measure]:
    by_id = {measure.norm.id: measure for measure in case.measures}
    hidden = {before for after, before in BEFORE.items() if after in by_id}
    listed = [by_id[key] for key in ORDER if key in by_id]
    return listed + [measure for measure in case.measures if measure.norm.id not in (*ORDER, *hidden)]


def _rows(case: Case, measure: Measure) -> Iterator[tuple[Cell, ...]]:
    """One row; the buffer with the mix has a verdict of its own."""
    texts, norm = case.texts, measure.norm
    name, bound, where = texts.pick(norm, "name"), bound_words(measure, texts), Cell(*_where(case, measure))
    if norm.id in BEFORE:
        before = next((each for each in case.measures if each.norm.id == BEFORE[norm.id]), None)
        now = measure_value(before, texts) if before is not None else texts.say("words.unknown")
        name = case.say("memorandum.ratio_dscr") if norm.id == "dscr" else case.say("memorandum.ratio_dscr_ebitda")
        yield (Cell(name), Cell(now), Cell(measure_value(measure, texts)), Cell(bound), _verdict(case, measure), where)
        return
    if norm.id in FOR_MIX:
        yield (Cell(name), Cell(""), Cell(measure_value(measure, texts)), Cell(bound), _verdict(case, measure), where)
        return
    after = Cell(case.say("memorandum.not_reckoned") if case.parts else "")
    judged = measure
    if norm.id == "solvabiliteit-sector":
        judged = buffer_after(case.advice, measure, case.proposal)
        after = Cell(measure_value(judged, texts)) if judged is not measure else after
    yield (Cell(name), Cell(measure_value(measure, texts)), after, Cell(bound), _verdict(case, judged), where)


def _verdict(case: Case, measure: Measure) -> Cell:
    return Cell(_word(case, measure.light), _distance(case, measure), measure.light)


def _word(case: Case, found: Light) -> str:
    return names.capital(case.texts.term("lights", found))


def _distance(case: Case, measure: Measure) -> str:
    """How far from the norm: in euros where that says more, else in points."""
    texts, bound, value = case.texts, measure.good.exact, measure.value
    if bound is None or not isinstance(value, int | Decimal) or isinstance(value, bool):
        return ""
    if measure.norm.id == "dscr" and (room := room_left(case.advice, case.proposal)) is not None:
        euros = room[0].to_norm_eur(bound)
        return case.say("memorandum.euros_above" if euros >= 0 else "memorandum.euros_below", amount=case.euros(abs(euros)))
    if measure.norm.id == "eigen-inbreng" and case.total:
        euros = whole_euros((Decimal(value) - Decimal(bound)) * case.total)
        return case.say("memorandum.own_above" if euros >= 0 else "memorandum.own_below", amount=texts.euro(abs(euros)))
    gap = (Decimal(value) - Decimal(bound)) * (1 if measure.norm.better == "higher" else -1)
    unit = FACTS[measure.norm.fact].unit
    if abs(gap) < (AS_GOOD_AS_NOTHING / 10 if unit == "share" else AS_GOOD_AS_NOTHING):
        return case.say("memorandum.on_the_norm")
    told = texts.say("units.points", n=_points(abs(gap), texts)) if unit == "share" else explain.number(abs(gap), unit, texts)
    return case.say("memorandum.better_by" if gap >= 0 else "memorandum.worse_by", gap=told)


def _points(gap: Decimal, texts: Texts) -> str:
    return texts.number(gap * 100, 1).removesuffix(",0").removesuffix(".0")


def _where(case: Case, measure: Measure) -> tuple[str, str]:
    """Who publishes the norm, and for the office how good and how old that source is."""
    found, texts = norm_source(measure), case.texts
    if found is None:
        return texts.say("words.unknown"), ""
    year = texts.say("words.undated") if found.date == "unknown" else found.date if case.adviser else found.date[:4]
    told = f"{publisher(found, texts)}, {year}"
    if not case.adviser:
        return told, ""
    review = texts.day(measure.norm.next_review) if measure.norm.next_review is not None else texts.say("words.unknown")
    note = case.say(
        "memorandum.norm_kept",
        confidence=texts.term("confidence", measure.norm.confidence),
        month=case.month(measure.norm.as_of),
        review=review,
    )
    return told, f"{note}; {case.say('memorandum.rate_old')}" if measure.stale else note


def _statements(case: Case) -> Iterator[Block]:
    """The loan that the figures bear as a note, the rest as it is said on screen."""
    for statement in case.statements:
        told = statement_text(statement, case.advice, case.texts)
        if statement.code.startswith("special_years"):
            continue
        if statement.code in ("counter_offer", "counter_offer_estimated"):
            asked = statement.details.get("asked")
            beside = ""
            if isinstance(asked, int) and case.parts:
                beside = case.say("memorandum.borrows_beside", amount=case.texts.euro(asked))
            key = "memorandum.bears_mix" if statement.light == "good" and case.parts else "memorandum.counter_offer"
            yield Note(case.say(key), f"{told} {beside}".strip())
        elif statement.code == "counter_offer_none":
            yield Note(case.say("memorandum.no_counter_offer"), told)
        else:
            yield Text(told)


# -- the years ---------------------------------------------------------------------------------------------------------------


def _years(case: Case) -> Iterator[Block]:
    shown = years(case.advice.client)
    if not shown:
        return
    client, texts = case.advice.client, case.texts
    averages = normal_averages(client, FLOWS)
    keys = [key for key in ROWS if any(client.value(key, year.position) is not UNKNOWN for year in shown)]
    if not keys:
        return
    yield Text(case.say("memorandum.years_lead"), "lead")
    columns = [Column(case.say("memorandum.figure")), *(Column(_year_name(case, year), number=True) for year in shown)]
    if averages:
        left_out = texts.listed([str(year.year) for year in special_years(client) if year.year is not None])
        columns.append(Column(case.say("memorandum.average_without", years=left_out or texts.say("words.unknown")), number=True))
    rows = []
    for key in keys:
        cells = [
            Cell(names.capital(texts.label(key))),
            *(Cell(_figure(case, client.value(key, year.position), key)) for year in shown),
        ]
        if averages:
            # The balance sheet is a picture of one day: an average of it says nothing.
            cells.append(Cell(_figure(case, averages[key], key) if key in averages else ""))
        rows.append(tuple(cells))
    yield Table(tuple(columns), tuple(rows), figures=True)
    yield from _equity(case)
    for statement in case.statements:
        if statement.code.startswith("special_years"):
            yield Text(statement_text(statement, case.advice, texts))


def _figure(case: Case, value: Known, key: str) -> str:
    return explain.value(value, FACTS[key], case.texts)


def _year_name(case: Case, year: Year) -> str:
    """`2025, concept`: a year that is not final says so, and one that was special too."""
    told = str(year.year) if year.year is not None else case.say("memorandum.year_unknown")
    kind = case.say(f"memorandum.kind_{year.kind or 'unknown'}")
    parts = [told, kind]
    months = case.advice.client.value("figures.months", year.position)
    if isinstance(months, int) and months != MONTHS_A_YEAR:
        parts.append(explain.number(months, "months", case.texts))
    if year.special:
        parts.append(case.say("memorandum.special"))
    return ", ".join(parts)


def _equity(case: Case) -> Iterator[Block]:
    """Equity as a bank counts it, in one line from the raw figure to the corrected one."""
    keys = (
        "figures.equity",
        "figures.intangibles",
        "figures.owner_receivable",
        "figures.subordinated",
        "figures.equity_corrected",
    )
    values = [case.found(key) for key in keys]
    if not all(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in values):
        return
    told = [case.texts.euro(value) for value in values if isinstance(value, int | Decimal)]
    if not any(values[1:4]):
        yield Text(case.say("memorandum.equity_same", equity=told[0]), "small")
        return
    yield Text(
        case.say(
            "memorandum.equity_line", equity=told[0], intangibles=told[1], owner=told[2], subordinated=told[3], corrected=told[4]
        ),
        "small",
    )


# -- what misses -------------------------------------------------------------------------------------------------------------


def _ratio_gaps(case: Case, unknown: list[Measure]) -> Iterator[Pair]:
    """The answers that would tell the ratios that are not known, one line for each who has them. Without any year they all are."""
    wanted: dict[Whom, list[str]] = {}
    ratios: dict[Whom, list[str]] = {}
    no_year = case.advice.facts.latest_year is None
    for measure in unknown:
        for slot in measure.missing:
            if not slot.fact.chapter or not case.shown(slot.key) or (no_year and slot.key.startswith("figures.")):
                continue
            name = names.asked(slot, case.advice.client, case.texts)
            if case.fresh(name):
                wanted.setdefault(whom(slot), []).append(name)
            if name in wanted.get(whom(slot), ()):
                ratios.setdefault(whom(slot), []).append(_ratio_name(case, measure))
    for who, told in wanted.items():
        needed = case.texts.listed(list(dict.fromkeys(ratios[who])))
        yield Pair(case.texts.listed(told), case.whom(who), case.say("memorandum.needed_for", what=needed))


def _ratio_name(case: Case, measure: Measure) -> str:
    if measure.norm.id in BEFORE:
        return case.say("memorandum.ratio_dscr") if measure.norm.id == "dscr" else case.say("memorandum.ratio_dscr_ebitda")
    return case.texts.pick(measure.norm, "name")


def _year_gaps(case: Case) -> Iterator[Pair]:
    """Years that a financier looks back on and that are not there, as far as the firm existed."""
    if case.found("company.started") is False:
        return
    full = [year for year in years(case.advice.client) if year.full]
    age = case.found("company.age_months")
    most = min(MOST_YEARS, age // MONTHS_A_YEAR) if isinstance(age, int) else MOST_YEARS
    short = most - len(full)
    accountant = case.whom("accountant")
    if short > 0:
        if not full:
            yield Pair(case.say("memorandum.years_all", n=most), accountant, case.say("memorandum.years_all_why"))
        else:
            wanted = "memorandum.years_missing_one" if short == 1 else "memorandum.years_missing"
            yield Pair(case.say(wanted, n=short), accountant, case.say("memorandum.years_missing_why"))
    for year in full:
        name = _year_name(case, year)
        missing = [case.texts.label(key) for key in ALWAYS if case.advice.client.value(key, year.position) is UNKNOWN]
        if year.position == case.advice.facts.latest_year:
            missing = [name for name in missing if case.fresh(name)]
        if missing:
            yield Pair(case.say("memorandum.figures_missing", year=name, what=case.texts.listed(missing)), accountant, "")
    if any(year.special for year in full):
        yield from case.papers(("special-years-note",))


# -- the years to come -------------------------------------------------------------------------------------------------------


def forecast(case: Case) -> Section:
    """What the mix asks a year, which is known; and the budgets, which somebody has to make."""
    return Section("forecast", case.say("memorandum.forecast"), tuple(_forecast(case)))


def _forecast(case: Case) -> Iterator[Block]:
    texts, proposal = case.texts, case.proposal
    rows = []
    service = case.found("figures.debt_service")
    rows.append(Pair(case.say("memorandum.burden_now"), case.value("figures.debt_service")))
    if proposal is not None:
        rows.append(Pair(case.say("memorandum.burden_new"), case.burden_told()))
        if case.burden is not None and case.burden_whole and isinstance(service, int | Decimal):
            both = texts.euro(int(service) + case.burden)
            rows.append(
                Pair(
                    case.say("memorandum.burden_both"),
                    case.estimate(both) if any(each.estimated for each in case.burdens) else both,
                )
            )
        if proposal.month_eur is not None and case.parts:
            rows.append(Pair(case.say("memorandum.first_month"), case.estimate(case.euros(proposal.month_eur))))
    room = room_left(case.advice, proposal)
    if room is not None:
        rows.append(
            Pair(
                case.say("memorandum.room"),
                texts.euro(room[0].room_eur),
                case.say("memorandum.room_note"),
            )
        )
    yield Pairs(tuple(rows))
    missing = tuple(case.papers(BUDGETS))
    if not missing and not any(line.document in BUDGETS and line.there for line in case.homework.lines):
        missing = (Pair(case.say("memorandum.budgets"), case.whom("accountant")),)
    yield Text(case.say("memorandum.forecast_lead" if missing else "memorandum.forecast_ready"))
    if missing:
        yield Gaps(missing)
