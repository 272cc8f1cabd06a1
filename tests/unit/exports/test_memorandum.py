"""The memorandum as an adviser has to defend it: sums that close, open places instead of guesses, nothing private, nothing promised."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from made import client
from read_pieces import NBSP, blocks, section, strings, told
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import Advice, advise
from finadvies.domain.client import Client, Slot
from finadvies.domain.values import UNKNOWN, Answer, Value
from finadvies.exports import stamp
from finadvies.exports.memorandum import memorandum
from finadvies.exports.memorandum.files import content, data
from finadvies.exports.screens.writing import writing
from finadvies.exports.written.model import Columns, Gaps, Pair, Pairs, Points, Section, Table, Writing
from finadvies.homework import Lists
from finadvies.importers.client_source import read_source
from finadvies.locale import Language, texts_in

EXAMPLES = Path(str(resources.files("finadvies.examples")))
CASES = (*sorted(path.stem for path in EXAMPLES.glob("kvk-*.toml")), "demo/bakkerij-de-korenaar")
LISTS = Lists(shipped_library().checklists())
FIRM: dict[str, Value] = {
    "client.name": "Smederij Voorbeeld", "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1),
    "company.postcode": "3511", "company.sbi": "2562", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False,
    "need.own_contribution": 20_000,
}  # fmt: skip
LATHE: dict[str, Value] = {"use.purpose": "machinery", "use.amount": 100_000, "use.description": "draaibank"}


def year(number: int, **figures: Value) -> dict[str, Value]:
    return {"figures.year": number, "figures.kind": "final", **{f"figures.{name}": value for name, value in figures.items()}}


@lru_cache
def example(name: str) -> Advice:
    found, problems = read_source(str(EXAMPLES / f"{name}.toml"), io.BytesIO())
    assert not problems
    return advise(found, shipped_catalogue(), LISTS, TODAY)


def advice_of(who: Client, **choices: Any) -> Advice:
    return advise(who, shipped_catalogue(), LISTS, TODAY, **choices)


def written(advice: Advice, language: Language = "nl", *, adviser: bool = False) -> Writing:
    proposal = advice.proposals[0] if advice.proposals else None
    homework = advice.homework(proposal.products if proposal is not None else ())
    return memorandum(advice, homework, proposal, texts_in(language), adviser=adviser)


def gaps(where: Section | Writing) -> list[Pair]:
    return [gap for block in blocks(where, Gaps) for gap in block.items]


def euros(text: str) -> int:
    found = re.search(r"€\s?([\d.]+)", text.replace(NBSP, " "))
    assert found is not None, text
    return int(found.group(1).replace(".", ""))


def column(table: Table, name: str) -> int:
    return [each.name for each in table.columns].index(name)


# -- the sum ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_uses_and_sources_add_up_and_the_difference_is_told(name: str) -> None:
    advice = example(name)
    need = section(written(advice), "need")
    uses, paying = blocks(need, Table)
    (sums,) = blocks(need, Pairs)
    total, covered, left = (euros(pair.value) for pair in sums.rows)

    assert total == sum(advice.need) == euros(uses.total[1].told) == euros(paying.total[1].told)
    assert sum(euros(row[1].told) for row in uses.rows) == total
    assert sum(euros(row[1].told) for row in paying.rows) == total
    assert total - covered == left == advice.proposals[0].mix.gap
    assert sums.rows[2].note == ("sluit" if not left else "nog te vinden")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("adviser", [False, True])
def test_the_burden_is_the_sum_of_its_lines(name: str, *, adviser: bool) -> None:
    piece = written(example(name), adviser=adviser)
    paying = blocks(section(piece, "need"), Table)[1]
    place = column(paying, "Last per jaar")
    lines = [euros(row[place].told) for row in paying.rows if "€" in row[place].told]

    if not lines:
        return
    total = euros(paying.total[place].told)
    assert sum(lines) == total
    assert euros(next(pair.value for pair in piece.head if pair.name == "Lasten per jaar")) == total


def test_a_gap_stands_among_the_sources_and_says_what_closes_it() -> None:
    advice = advice_of(
        client({"need.own_contribution": 0}, uses=[LATHE]), exclude=set(shipped_catalogue().products) - {"qredits-microkrediet"}
    )
    piece = written(advice)
    need = section(piece, "need")

    assert "Nog te vinden" in told(need) or advice.proposals == ()
    assert "kleiner maken of sluiten" in told(need)
    assert blocks(need, Points)


# -- what is no money --------------------------------------------------------------------------------------------------------


def guaranteed() -> Advice:
    bare: dict[str, Value] = {
        "security.real_estate_value": 0, "security.real_estate_debt": 0, "security.machinery_value": 0, "company.fte": 5,
        "company.pays_profit_tax": True,
    }  # fmt: skip
    left_out = set(shipped_catalogue().products) - {"rabobank-zakelijke-lening", "bmkb"}
    return advice_of(client({**FIRM, **bare}, uses=[LATHE]), exclude=left_out, require=["bmkb"])


def test_a_guarantee_is_no_money_and_tells_its_fee() -> None:
    advice = guaranteed()
    need = section(written(advice), "need")
    paying = blocks(need, Table)[1]

    assert {row[0].told for row in paying.rows} == {"Eigen geld", "Rabobank"}
    assert euros(paying.total[1].told) == 100_000
    assert "Dat is geen geld" in told(need)
    assert re.search(r"provisie is (circa € [\d.]+|onbekend)", told(need))


def test_a_pledge_on_everything_takes_what_is_bought_too() -> None:
    (rows,) = blocks(section(written(guaranteed()), "security"), Table)
    lathe = next(row for row in rows.rows if row[0].told.startswith("Draaibank"))
    assert [cell.told for cell in lathe[2:4]] == ["n.v.t.", "Rabobank"]


def test_consent_is_asked_where_the_house_bank_holds_everything() -> None:
    advice = example("demo/bakkerij-de-korenaar")
    (rows,) = blocks(section(written(advice), "security"), Table)
    oven = next(row for row in rows.rows if row[0].told.startswith("Steenoven"))
    assert oven[3].told == "Beequip"
    assert oven[4].told == "Rabobank houdt dit buiten haar pandrecht: vraag toestemming"


def test_what_comes_later_covers_nothing() -> None:
    advice = example("demo/bakkerij-de-korenaar")
    piece = written(advice)

    assert any(part.role == "later_benefit" for part in advice.proposals[0].components)
    assert "telt nergens mee als geld" in told(section(piece, "later"))
    assert "EIA" not in told(blocks(section(piece, "need"), Table))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("adviser", [False, True])
def test_nobody_has_decided_anything_yet(name: str, *, adviser: bool) -> None:
    piece = written(example(name), adviser=adviser)
    text = told(piece)

    assert not re.search(r"\b(kans(en)?|goedgekeurd|gegarandeerd|toegezegd)\b", text, re.IGNORECASE)
    assert "geen toezegging van een financier" in told(piece.closing)
    assert not re.search(r"€ [\d.,]+ ?(k|mln|mio|miljoen)\b", told(piece.head) + told(blocks(section(piece, "need"), Table)))


# -- what is not known -------------------------------------------------------------------------------------------------------


def test_nothing_is_made_up_for_what_nobody_told() -> None:
    piece = written(example("kvk-8-detailhandel"))

    assert {"rechtsvorm", "huisbank", "leningen van het bedrijf", "eigen inbreng"} <= {gap.name for gap in gaps(piece)}
    assert all(gap.value for gap in gaps(piece))
    assert "Leningen van het bedrijf" not in told(blocks(section(piece, "debts"), Table))
    for table in blocks(piece, Table):
        assert all(cell.told not in ("€ 0".replace(" ", NBSP), "-", "–", "0") for row in table.rows for cell in row[1:])


def test_a_gap_stands_once() -> None:
    names = [gap.name for gap in gaps(written(example("kvk-2-detailhandel")))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", CASES)
def test_the_budgets_are_open_places_with_who_makes_them(name: str) -> None:
    found = {gap.name: gap.value for gap in gaps(section(written(example(name)), "forecast"))}
    assert {"Liquiditeitsbegroting", "Prognosebalans", "Scenarioanalyse"} <= set(found)
    assert set(found.values()) == {"de accountant"}


def test_a_private_answer_that_was_kept_back_is_not_asked_again() -> None:
    who = client(FIRM, uses=[LATHE]).with_answer(Slot("company.house_bank"), Answer(UNKNOWN, "typed", "private"))
    assert "huisbank" not in {gap.name for gap in gaps(written(advice_of(who)))}


def test_without_a_plan_there_still_is_a_next_step() -> None:
    piece = written(advice_of(Client()))

    assert "nog geen doel en bedrag opgegeven" in told(section(piece, "summary"))
    assert {gap.name for gap in gaps(section(piece, "need"))} == {"doel van het geld", "bedrag voor dit doel"}
    assert "Bel " in told(section(piece, "steps"))
    assert "KVK Financieringsdesk" in told(section(piece, "desks"))


def test_without_anybody_who_pays_the_gap_and_the_way_on_are_told() -> None:
    advice = advice_of(client(FIRM | {"need.own_contribution": 0}, uses=[LATHE]), exclude=set(shipped_catalogue().products))
    piece = written(advice)

    assert advice.proposals == ()
    assert "geen financier gevonden" in told(section(piece, "summary"))
    assert "€ 100.000" in told(blocks(section(piece, "need"), Pairs))
    assert blocks(section(piece, "steps"), Points)
    assert "refusals" not in {each.key for each in piece.sections}


# -- the figures -------------------------------------------------------------------------------------------------------------

GOOD_YEAR: dict[str, Value] = {
    "revenue": 600_000, "net_profit": 60_000, "depreciation": 20_000, "interest": 5_000, "private_withdrawals": 0, "debt_service": 15_000,
    "equity": 200_000, "total_assets": 400_000, "intangibles": 10_000, "owner_receivable": 20_000, "subordinated": 0,
}  # fmt: skip


def three_years(**special: Value) -> Advice:
    years = [
        year(2025, **GOOD_YEAR),
        year(2024, **{**GOOD_YEAR, "revenue": 200_000, "net_profit": -80_000, **special}),
        year(2023, **{**GOOD_YEAR, "revenue": 500_000, "net_profit": 40_000}),
    ]
    return advice_of(client(FIRM, uses=[LATHE], years=years))


def test_a_special_year_keeps_its_column_and_gets_an_average_beside_it() -> None:
    (figures,) = [table for table in blocks(section(written(three_years(abnormal=True)), "feasibility"), Table) if table.figures]
    names = [each.name for each in figures.columns]
    revenue = next(row for row in figures.rows if row[0].told == "Omzet")

    assert names[1:] == ["2023, definitief", "2024, definitief, bijzonder jaar", "2025, definitief", "gemiddeld zonder 2024"]
    # (500,000 + 600,000) / 2: the special year is shown and not counted.
    assert [euros(cell.told) for cell in revenue[1:]] == [500_000, 200_000, 600_000, 550_000]


def test_without_a_special_year_there_is_no_average() -> None:
    (figures,) = [table for table in blocks(section(written(three_years(abnormal=False)), "feasibility"), Table) if table.figures]
    assert not [each.name for each in figures.columns if "gemiddeld" in each.name]


def test_equity_is_corrected_in_one_line() -> None:
    # 200,000 less 10,000 goodwill less 20,000 claim on the owner.
    assert "zoals de bank het telt: € 170.000" in told(section(written(three_years()), "feasibility"))


def test_the_room_for_repayment_is_told_in_euros() -> None:
    text = told(section(written(three_years(), adviser=True), "risks"))
    # 60,000 + 20,000 + 5,000 = 85,000 to pay from; 15,000 is owed, and the mix comes on top.
    burden = euros(next(pair.value for pair in written(three_years(), adviser=True).head if pair.name == "Lasten per jaar"))
    assert abs(euros(text[text.index("Het resultaat kan") :]) - (85_000 - 15_000 - burden)) <= 1


@pytest.mark.parametrize("name", CASES)
def test_a_strength_rests_on_something(name: str) -> None:
    """Where no figure was told, no figure is praised."""
    sides = [side for block in blocks(section(written(example(name)), "summary"), Columns) for side in block.sides]
    praise = " ".join(point for side in sides if side.title == "Sterk" for point in side.points)
    if not example(name).client.years:
        assert not re.search(r"winst|omzet|buffer|DSCR", praise, re.IGNORECASE)


def test_the_buffer_is_praised_with_the_mix_in_it_only() -> None:
    summary = told(section(written(example("demo/bakkerij-de-korenaar")), "summary"))
    # 110,000 of 380,000 is 28.9% now and 21.8% with 125,000 of new debt, where the trade asks 25%.
    assert "Buffer met de mix, zoals de bank rekent: 21,8%" in summary
    assert "28,9%" not in summary


def test_every_rate_tells_where_it_comes_from() -> None:
    for name in CASES:
        paying = blocks(section(written(example(name)), "need"), Table)[1]
        place = column(paying, "Tarief")
        for row in paying.rows:
            if "%" in row[place].told:
                assert re.search(r"opgave van de financier|marktband", row[place].note)


# -- for whom ----------------------------------------------------------------------------------------------------------------

PRIVATE: dict[str, Value] = {
    "owner.bkr_arrears": True, "owner.partner": True, "owner.on_benefit": True, "owner.benefit_kind": "municipality",
    "owner.home_equity": 61_234, "owner.guarantee_max": 43_217, "owner.private_guarantee": True, "debts.legal": True,
}  # fmt: skip


def private(*, adviser: bool) -> str:
    return told(written(advice_of(client({**FIRM, **PRIVATE}, uses=[LATHE])), adviser=adviser))


def test_private_facts_are_for_the_office_only() -> None:
    shown, kept = private(adviser=True), private(adviser=False)

    for word in ("61.234", "43.217", "Achterstand bij BKR", "Uitkering\n"):
        assert word in shown
        assert word not in kept
    assert "Privégegevens staan niet in dit stuk" in kept


def test_the_version_of_the_office_says_so_and_tells_every_answer() -> None:
    advice = example("demo/bakkerij-de-korenaar")
    piece = written(advice, adviser=True)
    (answers,) = blocks(section(piece, "answers"), Table)

    assert piece.warning == "Kantoorversie, niet voor de klant"
    assert len(answers.rows) == len(list(advice.client.slots()))
    assert {"criteria", "mixes", "answers"} <= {each.key for each in piece.sections}
    assert written(advice).warning == ""
    assert not {"criteria", "mixes", "answers", "notes"} & {each.key for each in written(advice).sections}


def test_notes_of_the_office_stay_there() -> None:
    noted = Answer("rabobank", note="belt liever na vijven")
    advice = advice_of(client(FIRM, uses=[LATHE]).with_answer(Slot("company.house_bank"), noted))

    assert "belt liever na vijven" in told(section(written(advice, adviser=True), "notes"))
    assert "belt liever na vijven" not in told(written(advice))


def test_no_private_answer_is_asked_for_outside_the_office() -> None:
    who = client(
        {key: value for key, value in FIRM.items() if key != "owner.bkr_arrears"} | {"need.own_contribution": 0}, uses=[LATHE]
    )
    advice = advice_of(who, exclude=set(shipped_catalogue().products) - {"qredits-microkrediet"})
    assert "BKR" not in told([section(written(advice), key) for key in ("need", "entrepreneur", "steps", "account")])
    assert "achterstand bij BKR" in told(section(written(advice, adviser=True), "entrepreneur"))


# -- the form ----------------------------------------------------------------------------------------------------------------

DUTCH = re.compile(r"\b(de|het|een|niet|geen|voor|naar|wordt|bedrag|lening|jaar|vraag)\b", re.IGNORECASE)


def test_the_english_version_has_no_dutch_words() -> None:
    who = client({**FIRM, "client.name": "Smithy", "company.house_bank": "rabobank"}, uses=[{**LATHE, "use.description": "lathe"}],
                 years=[year(2025, **GOOD_YEAR)])  # fmt: skip
    for adviser in (False, True):
        piece = written(advice_of(who), "en", adviser=adviser)
        kept = [part for part in piece.sections if part.key not in ("others", "criteria", "mixes", "refusals")]
        # Names of products and lenders are names; the catalogue has them in Dutch where nobody gave another.
        names = {product.name_nl for product in shipped_catalogue().products.values()} | {
            lender.name for lender in shipped_catalogue().lenders.values()
        }
        names.add("KVK Gids voor bedrijfsfinanciering")
        for text in strings([piece.head, *kept]):
            left = text
            for name in sorted(names, key=len, reverse=True):
                left = left.replace(name, "")
            assert not DUTCH.search(left), text


@pytest.mark.parametrize("adviser", [False, True])
def test_the_same_input_gives_the_same_bytes(*, adviser: bool) -> None:
    texts = texts_in("nl")
    first, second = (content("md", written(advice_of(client(FIRM, uses=[LATHE])), adviser=adviser), texts) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", CASES)
def test_each_section_has_something_and_every_row_its_cells(name: str) -> None:
    for adviser in (False, True):
        piece = written(example(name), adviser=adviser)
        assert len(piece.head) == 8
        assert all(pair.name and pair.value for pair in piece.head)
        assert all(part.title and part.blocks for part in piece.sections)
        assert len({part.key for part in piece.sections}) == len(piece.sections)
        for table in blocks(piece, Table):
            assert {len(row) for row in table.rows} == {len(table.columns)}
            assert len(table.total) in (0, len(table.columns))


def test_on_a_narrow_screen_no_line_is_longer_than_the_window() -> None:
    for width in (40, 80):
        screen = writing(written(example("demo/bakkerij-de-korenaar")), texts_in("nl"), width)
        assert max(len(line.text) for line in screen) <= width


def test_as_data_every_block_says_what_it_is() -> None:
    advice = example("demo/bakkerij-de-korenaar")
    found = data(written(advice), advice.proposals[0], adviser=False)

    assert found["schema"] == "finadvies/memorandum/1"
    assert (found["mix"], found["for"]) == ("1", "client")
    assert [part["key"] for part in found["sections"]][:2] == ["summary", "need"]
    assert {block["type"] for part in found["sections"] for block in part["blocks"]} >= {
        "text",
        "pairs",
        "table",
        "gaps",
        "bar",
        "columns",
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_memorandum_reads_as_it_did(
    advise_small: Callable[[Client], Advice],
    two_machines: Client,
    same_as_snapshot: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.setattr(stamp, "__version__", "9.9.9")
    piece = written(advise_small(two_machines), language)
    same_as_snapshot(f"memorandum.{language}.md", content("md", piece, texts_in(language)).decode())
