"""Twelve clients worked out by hand: the files of `tests/worked`, each with its computation at the top, against the advice.

A file is a client file up to its first `[[run]]`. A run says what is on offer, which answers differ and what must come out. What is
not mentioned is not checked; a word that this file does not know fails.

A run holds:
    name       what it shows.
    only       the products on offer; all others are left out.
    require    products that every mix must have.
    answers    answers in place of those of the client, by path.
    quotes     yearly rates that a provider has quoted, by product, in place of what the catalogue says.
    expect     what must come out: see `EXPECTED` and `IN_A_MIX`.

A figure with decimals is compared in as many decimals as it is written with.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, Component, Proposal, advise
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client, slot
from finadvies.domain.client_file import client_data
from finadvies.domain.values import Answer
from finadvies.exports.machine import dumps, plain, shortlist
from finadvies.homework import Lists
from finadvies.importers.client_source import read_toml
from finadvies.locale import texts_in
from finadvies.rules.truth import Truth

if TYPE_CHECKING:
    from typer.testing import Result

FOLDER = Path(__file__).parent.parent / "worked"
FILES = sorted(FOLDER.glob("*.toml"))
LISTS = Lists(shipped_library().checklists())
RUN = frozenset({"name", "only", "require", "answers", "quotes", "expect"})


@dataclass(frozen=True)
class Run:
    """One question about a client: what is on offer, and what must come out."""

    file: str
    client: Client
    told: Mapping[str, Any]

    @property
    def expected(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.told["expect"]
        return found

    @property
    def quotes(self) -> Mapping[str, Decimal]:
        found: Mapping[str, Decimal] = self.told.get("quotes", {})
        return found

    @property
    def left_out(self) -> frozenset[str]:
        return frozenset(shipped_catalogue().products) - frozenset(self.told["only"])

    def advice(self) -> Advice:
        require = self.told.get("require", ())
        return advise(self.client, with_quotes(self.quotes), LISTS, TODAY, require=require, exclude=self.left_out)


def with_quotes(quotes: Mapping[str, Decimal]) -> Catalogue:
    """The shipped catalogue, with the rate in hand of who has made an offer."""
    catalogue = shipped_catalogue()
    products = dict(catalogue.products)
    for key, rate in quotes.items():
        price = products[key].price.model_copy(update={"rate_min": rate, "rate_max": rate})
        products[key] = products[key].model_copy(update={"price": price})
    return replace(catalogue, products=products)


def parts_of(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The client file, and the runs behind it."""
    client, mark, rest = text.partition("[[run]]")
    data = tomllib.loads(mark + rest, parse_float=Decimal)
    assert set(data) == {"run"}, "nothing but runs comes after the first one"
    runs: list[dict[str, Any]] = data["run"]
    return client, runs


def runs_of(path: Path) -> Iterator[Run]:
    text, runs = parts_of(path.read_text(encoding="utf-8"))
    client, problems = read_toml(text, path.name)
    assert not problems
    for told in runs:
        assert set(told) <= RUN, f"{path.name}: {set(told) - RUN}"
        yield Run(path.stem, with_answers(client, told.get("answers", {})), told)


def with_answers(client: Client, answers: Mapping[str, Any]) -> Client:
    for path, value in answers.items():
        where = slot(path)
        assert where is not None, path
        client = client.with_answer(where, Answer(value))
    return client


def every_run() -> Iterator[Any]:
    for path in FILES:
        for run in runs_of(path):
            yield pytest.param(run, id=f"{run.file}: {run.told['name']}")


# -- what is expected, and where it stands in the advice ----------------------------------------------------------------------------


def same(found: object, wanted: object) -> object:
    """What was found, rounded as the expected figure is written, so that the two can be compared outright."""
    if isinstance(wanted, Decimal) and isinstance(found, int | Decimal) and not isinstance(found, bool):
        return Decimal(found).quantize(wanted, ROUND_HALF_UP)
    return found


def part(component: Component, wanted: Mapping[str, Any]) -> dict[str, object]:
    known: dict[str, object] = {
        "amount": component.amount_eur,
        "uses": {str(use): euros for use, euros in component.uses},
        "month": component.month_eur if component.month_eur is not None else "unknown",
        "rate": component.rate_year if component.rate_year is not None else "unknown",
        "guarantees": component.guarantees,
    }
    return {key: same(known[key], value) for key, value in wanted.items()}


def parts(proposal: Proposal, wanted: Mapping[str, Any]) -> object:
    """Every source and guarantee of the mix by product: one too many fails too."""
    found = {c.product: c for c in proposal.components if c.product is not None and c.role in ("source", "guarantee")}
    return {key: part(component, wanted.get(key, {})) for key, component in found.items()}


def later(proposal: Proposal, wanted: Mapping[str, Any]) -> object:
    """Every later benefit of the mix by product."""
    inflows = {each.product: each for each in proposal.later}
    found = {}
    for component in proposal.components:
        if component.role != "later_benefit" or component.product is None:
            continue
        inflow = inflows[component.product]
        known: dict[str, object] = {
            "for_uses": list(component.for_uses),
            "amount": component.amount_eur if component.amount_eur is not None else "unknown",
            "uses": {str(use): euros for use, euros in component.uses},
            "earliest": inflow.earliest,
            "latest": inflow.latest if inflow.latest is not None else "unknown",
            "basis": inflow.basis,
        }
        found[component.product] = {key: known[key] for key in wanted.get(component.product, {})}
    return found


def warnings(proposal: Proposal, wanted: list[dict[str, Any]]) -> object:
    """Those of the warnings that are as expected: each has to be there."""
    told = [{"code": notice.code, **notice.details} for notice in proposal.warnings]
    return [one for one in wanted if any({key: same(each.get(key), one[key]) for key in one} == one for each in told)]


IN_A_MIX: Mapping[str, Callable[[Proposal, Any], object]] = {
    "products": lambda mix, _: sorted(mix.products),
    "own": lambda mix, _: mix.mix.own,
    "own_uses": lambda mix, _: {str(use): euros for use, euros in mix.mix.own_uses},
    "covered": lambda mix, _: mix.mix.covered,
    "gap": lambda mix, _: mix.mix.gap,
    "gap_uses": lambda mix, _: {str(use): euros for use, euros in mix.mix.gap_uses},
    "parts": parts,
    "later": later,
    "later_eur": lambda mix, _: mix.later_eur,
    "cost_year1": lambda mix, _: mix.cost_year1_eur if mix.cost_year1_eur is not None else "unknown",
    "cost_total": lambda mix, _: mix.cost_total_eur if mix.cost_total_eur is not None else "unknown",
    "rate": lambda mix, wanted: same(mix.rate_year, wanted) if mix.rate_year is not None else "unknown",
    "month": lambda mix, _: mix.month_eur if mix.month_eur is not None else "unknown",
    "warnings": warnings,
    "not_warned": lambda mix, wanted: [code for code in wanted if code not in {notice.code for notice in mix.warnings}],
}
"""What can be said of a mix; `parts` and `later` name all there are, `warnings` those that must be there, `not_warned` those not."""


def mix_of(proposal: Proposal, wanted: Mapping[str, Any]) -> dict[str, object]:
    return {key: IN_A_MIX[key](proposal, value) for key, value in wanted.items()}


def mixes(advice: Advice, wanted: list[dict[str, Any]]) -> object:
    """All mixes, each beside the expected one of the same products; a mix that nobody expects shows as its products."""
    by_products = {tuple(sorted(each["products"])): each for each in wanted}
    found = {tuple(sorted(proposal.products)): proposal for proposal in advice.proposals}
    assert len(found) == len(advice.proposals), "the mixes differ by product, so that each can be named"
    unexpected = [{"products": list(key)} for key in found if key not in by_products]
    return [mix_of(found[key], each) for key, each in by_products.items() if key in found] + unexpected


def shortfall(advice: Advice, wanted: Mapping[str, Any]) -> object:
    short = advice.shortfall
    if short is None:
        return {}
    cover = short.largest_cover
    known: Mapping[str, Callable[[], object]] = {
        "gap": lambda: short.gap_eur,
        "uses": lambda: list(short.short_uses),
        "limit": lambda: short.limit or "none",
        "room": lambda: short.room_eur,
        "largest": lambda: mix_of(cover, wanted["largest"]) if cover is not None else "none",
    }
    return {key: known[key]() for key in wanted} or {"gap": short.gap_eur}


def statements(advice: Advice, wanted: Mapping[str, Any]) -> object:
    told = {each.code: {"light": each.light, **each.details} for each in advice.statements}
    return {code: {key: same(told[code][key], value) for key, value in figures.items()} for code, figures in wanted.items()}


def remarks(advice: Advice, wanted: Mapping[str, Any]) -> object:
    told = {each.code: each.details for each in advice.remarks}
    return {code: {key: same(told[code][key], value) for key, value in figures.items()} for code, figures in wanted.items()}


def measures(advice: Advice, wanted: Mapping[str, Any]) -> object:
    told = {each.norm.id: each for each in advice.measures}
    found = {}
    for key, figures in wanted.items():
        known = {"value": told[key].value, "light": told[key].light}
        found[key] = {name: same(known[name], value) for name, value in figures.items()}
    return found


def none_as_word(value: int | None) -> object:
    return "none" if value is None else value


def failing(advice: Advice, product: str) -> list[str]:
    return [reason.id for reason in advice.by_product[product].reasons if reason.level == "hard" and reason.truth is Truth.FALSE]


def never_together(advice: Advice, wanted: list[list[str]]) -> list[list[str]]:
    """The pairs that indeed stand in no mix, in no largest cover and in no plan B."""
    seen = list(advice.proposals)
    if advice.shortfall is not None and advice.shortfall.largest_cover is not None:
        seen.append(advice.shortfall.largest_cover)
    seen += [other for one in advice.proposals for key in one.products if (other := advice.plan_b(one, key)) is not None]
    return [pair for pair in wanted if not any(set(pair) <= set(proposal.products) for proposal in seen)]


EXPECTED: Mapping[str, Callable[[Advice, Any], object]] = {
    "mixes": mixes,
    "shortfall": shortfall,
    "short_of_own": lambda advice, _: dict(advice.short_of_own),
    "never_together": never_together,
    "verdicts": lambda advice, wanted: {key: advice.by_product[key].verdict for key in wanted},
    "because": lambda advice, wanted: {key: failing(advice, key) for key in wanted},
    "debt_room": lambda advice, wanted: {key: none_as_word(advice.offers[key].candidate.debt_room) for key in wanted},
    "service_room": lambda advice, _: advice.workbench.plan.service_room,
    "statements": statements,
    "remarks": remarks,
    "measures": measures,
}
"""What can be said of the whole; `mixes` and `short_of_own` name all there are, `shortfall` is empty where all is covered."""


# -- the tests --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", list(every_run()))
def test_the_advice_says_what_was_computed_by_hand(run: Run) -> None:
    advice = run.advice()

    assert {key: EXPECTED[key](advice, wanted) for key, wanted in run.expected.items()} == run.expected


@pytest.mark.parametrize("run", [each for each in every_run() if not each.values[0].quotes])
def test_the_command_line_says_the_same(run: Run, finadvies: Callable[..., Result], tmp_path: Path) -> None:
    source = tmp_path / "klant.json"
    source.write_text(json.dumps(client_data(run.client), default=plain), encoding="utf-8")
    options = [word for key in sorted(run.left_out) for word in ("--exclude", key)]
    options += [word for key in run.told.get("require", ()) for word in ("--require", key)]

    result = finadvies("shortlist", source, "--json", *options)

    assert result.exit_code == 0
    said, ours = json.loads(result.stdout), json.loads(dumps(shortlist(run.advice(), texts_in("nl"))))
    for key in ("mixes", "shortfall", "short_of_own", "statements", "remarks", "feasibility", "options"):
        assert said[key] == ours[key]


def test_there_are_twelve_and_each_begins_with_its_computation() -> None:
    assert [path.stem.split("-")[0] for path in FILES] == [f"{number:02}" for number in range(1, 13)]
    for path in FILES:
        comment = path.read_text(encoding="utf-8").partition("schema = 1")[0]
        assert len(comment.splitlines()) >= 10
        assert all(line.startswith("#") or not line for line in comment.splitlines())
        assert any(" = " in line for line in comment.splitlines())


def test_a_word_that_nobody_knows_fails() -> None:
    run = next(runs_of(FILES[0]))
    advice = run.advice()

    for words in ({"mixs": []}, {"mixes": [{"products": sorted(advice.proposals[0].products), "owned": 1}]}):
        with pytest.raises(KeyError):
            _ = {key: EXPECTED[key](advice, wanted) for key, wanted in words.items()}
