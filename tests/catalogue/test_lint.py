"""Every check has a planted fault: it is found, in its file, on its line, in words that say what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shipped import ROOT

from finadvies.catalogue import lint, lint_conditions, lint_entries, lint_language, lint_products, lint_whole
from finadvies.catalogue.load import Library, read
from finadvies.catalogue.locate import Folders
from finadvies.locale import texts_in
from finadvies.problems import Problem, dotted

TODAY = date(2026, 11, 24)
NL, EN = texts_in("nl"), texts_in("en")

LOAN = """\
schema = 1
id = "@ID@"
name_nl = "Toets"
name_en = "Test"
kind = "term_loan"
lender = "qredits"
status = "open"
purposes = ["machinery", "vehicles"]
confidence = "high"
as_of = "2026-10"
next_review = 2027-10-01

[limits]
amount_min = 10_000
amount_max = 50_000
source = "s"

[price]
model = "loan"
rate_min = 0.05
rate_max = 0.09
source = "s"

[timing]
payout = "upfront"
decision_days = { min = 3, max = 9 }
source = "s"

[[criteria]]
id = "leeftijd"
level = "hard"
when = { fact = "company.age_months", min = 12 }
text_nl = "Een jaar oud"
text_en = "A year old"
source = "s"

[apply]
route = "online"

[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""
DOCUMENT = """\
id = "@ID@"
group = "figures"
name_nl = "Toets"
name_en = "Test"
what_nl = "Wat"
what_en = "What"
why_nl = "Waarom"
why_en = "Why"
how_nl = "Hoe"
how_en = "How"
provider = "entrepreneur"
lead_days = { min = 1, max = 2, basis = "estimate" }
phase = "file"
effort = 1
as_of = "2026-10"
[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""
LENDER = """\
schema = 1
id = "@ID@"
name = "Toetsbank"
kind = "bank"
as_of = "2026-10"
[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""
LIST = """\
schema = 1
lender = "@ID@"
sets = ["bank-basis"]
confidence = "high"
as_of = "2026-10"
[[requirements]]
document = "id-copy"
strength = "must"
source = "s"
[[changes]]
document = "articles"
drop = true
why_nl = "Niet nodig"
why_en = "Not needed"
source = "s"
[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""
DESK = """\
schema = 1
id = "@ID@"
name = "Loket"
what_nl = "Wat"
what_en = "What"
why_nl = "Waarom"
why_en = "Why"
url = "https://example.org"
priority = 5
as_of = "2026-10"
[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""
BASES = {
    "products": (LOAN, "catalogue/products/term_loan"),
    "documents": (DOCUMENT, "checklists/documents"),
    "lenders": (LENDER, "catalogue/lenders"),
    "checklists": (LIST, "checklists/lenders"),
    "help": (DESK, "catalogue/help"),
}
WHEN = 'when = { fact = "company.age_months", min = 12 }'
CRITERION = (
    '[[criteria]]\nid = "{id}"\nlevel = "hard"\nwhen = {when}\ntext_nl = "Eis"\ntext_en = "Demand"\nsource = "s"\n\n[apply]'
)


def criterion(when: str, name: str = "tweede") -> str:
    return CRITERION.replace("{id}", name).replace("{when}", when)


@dataclass(frozen=True)
class Fault:
    """One planted fault.

    Attributes:
        code: of the problem that must be found.
        edit: what is replaced in the sound file, and by what.
        at: text on the line that the problem must name; None for the line of the edit itself.
        path: where in the file.
        words: what the Dutch sentence must hold.
        table: which kind of file.
    """

    code: str
    edit: tuple[str, str]
    path: str
    words: str
    at: str | None = None
    table: str = "products"
    level: str = "error"
    folder: str | None = None
    moment: str = ""


F = Fault
FAULTS = [
    F("not_toml", ("[limits]", "[limits"), "", "geldige TOML"),
    F("want_integer", ('lead_days = { min = 1,', 'lead_days = { min = "1",'), "lead_days.min", "geheel getal", table="documents"),
    F("want_text", ('name_nl = "Toets"', "name_nl = 5"), "name_nl", "tekst tussen aanhalingstekens"),
    F("want_list", ('purposes = ["machinery", "vehicles"]', 'purposes = "machinery"'), "purposes", "lijst tussen [ en ]"),
    F("want_date", ("next_review = 2027-10-01", 'next_review = "1 oktober"'), "next_review", "datum als 2027-03-01"),
    F("missing_key", ('status = "open"\n', ""), "status", "verplichte sleutel status ontbreekt", at="schema = 1"),
    F("euro_float", ("amount_max = 50_000", "amount_max = 50.000"), "limits.amount_max", "50.000 is vijftig"),
    F("unknown_key", ('kind = "term_loan"', 'kind = "term_loan"\npurpose = 1'), "purpose", "bedoelt u purposes?", at="purpose = 1"),
    F("unknown_key", (WHEN, 'when = { fact = "company.age_months", minn = 12 }'), "criteria[0].when.minn", "bedoelt u min?"),
    F("unknown_code", ('purposes = ["machinery", "vehicles"]', 'purposes = ["machineri"]'), "purposes[0]", "bedoelt u machinery?"),
    F("bad_form", ('as_of = "2026-10"\nnext', 'as_of = "oktober 2026"\nnext'), "as_of", "vorm YYYY-MM", at="oktober 2026"),
    F("too_low", ("next_review = 2027-10-01", "next_review = 2027-10-01\n[private_guarantee]\ndemand = \"usual\"\n[[security]]\nasset = \"object\"\n[[windows]]\nmonths_yearly = [0]\nsource = \"s\""), "windows[0].months_yearly[0]", "minstens 1", at="months_yearly"),
    F("empty_list", ('purposes = ["machinery", "vehicles"]', "purposes = []"), "purposes", "noem er ten minste één"),
    F("id_is_not_stem", ('id = "@ID@"', 'id = "anders"'), "id", "niet gelijk aan de bestandsnaam"),
    F("kind_is_not_folder", ('kind = "term_loan"', 'kind = "credit_line"'), "kind", "map term_loan"),
    F("alias_in_use", ('kind = "term_loan"', 'kind = "term_loan"\naliases = ["bmkb"]'), "aliases[0]", "al in gebruik bij bmkb", at="aliases"),
    F("unknown_id", ('lender = "qredits"', 'lender = "qredit"'), "lender", "bedoelt u qredits?"),
    F("unknown_id", ("next_review = 2027-10-01", 'next_review = 2027-10-01\n[[stacking]]\nid = "x"\nrule = "may_combine"\nproducts = ["bmbk"]\ntext_nl = "x"\ntext_en = "x"\nsource = "s"'), "stacking[0].products[0]", "bedoelt u bmkb?", at='"bmbk"'),
    F("unknown_id", (WHEN, 'when = { fact = "company.place", in_region = "zeelnd" }'), "criteria[0].when.in_region", "bedoelt u zeeland?"),
    F("unknown_id", (WHEN, 'when = { fact = "company.sectors", has_none = ["zorgg"] }'), "criteria[0].when.has_none[0]", "bedoelt u zorg?"),
    F("unknown_id", ('document = "id-copy"', 'document = "id-copi"'), "requirements[0].document", "bedoelt u id-copy?", table="checklists"),
    F("unknown_source", ('text_en = "A year old"\nsource = "s"', 'text_en = "A year old"\nsource = "bron"'), "criteria[0].source", "bron bron staat niet", at='source = "bron"'),
    F("unused_source", ("[[sources]]", '[[sources]]\nid = "ongenoemd"\nurl = "https://example.org"\ndate = "2026"\nfacts = "x"\n[[sources]]'), "sources[0]", "bron ongenoemd wordt nergens genoemd", level="warning", at="[[sources]]"),
    F("no_source", ('[[sources]]\nid = "s"\nurl = "https://example.org"\ndate = "2026-10"\nfacts = "all of it"\n', ""), "sources", "geen bron", table="documents", at='id = "@ID@"'),
    F("twice", ("[apply]", criterion('{ fact = "owner.age", min = 18 }', "leeftijd")), "criteria[1]", "leeftijd staat er twee keer", at="#2 [[criteria]]"),
    F("review_before_as_of", ("next_review = 2027-10-01", "next_review = 2026-09-01"), "next_review", "vóór de stand"),
    F("stale", ("next_review = 2027-10-01", "next_review = 2026-10-31"), "next_review", "is voorbij", level="warning"),
    F("no_english", ('name_en = "Test"\n', ""), "name_nl", "Engelse tekst name_en ontbreekt", level="warning", at='name_nl = "Toets"'),
    F("citizen_number", ('confidence = "high"', 'confidence = "high"\nnotes = "zie 111222333"'), "", "burgerservicenummer", at="111222333"),
    F("phone_without_date", ('kind = "bank"', 'kind = "bank"\nphone = "0800 1"'), "phone", "phone_as_of", table="lenders", at="phone ="),
    F("unknown_fact", (WHEN, 'when = { fact = "company.age_month", min = 12 }'), "criteria[0].when.fact", "bedoelt u company.age_months?"),
    F("no_operator", (WHEN, 'when = { fact = "company.age_months" }'), "criteria[0].when", "kies uit"),
    F("operator_misfit", (WHEN, 'when = { fact = "company.age_months", has_any = ["x"] }'), "criteria[0].when.has_any", "past niet bij company.age_months"),
    F("want_true_or_false", (WHEN, 'when = { fact = "use.new", is = "ja" }'), "criteria[0].when.is", "schrijf true of false"),
    F("want_number", (WHEN, 'when = { fact = "company.age_months", is = "tien" }'), "criteria[0].when.is", "hier hoort een getal"),
    F("want_number", (WHEN, 'when = { fact = "company.age_months", is = true }'), "criteria[0].when.is", "hier hoort een getal"),
    F("want_text", (WHEN, 'when = { fact = "company.house_bank", is = true }'), "criteria[0].when.is", "tekst tussen aanhalingstekens"),
    F("unknown_choice", (WHEN, 'when = { fact = "company.legal_form", is = "bvv" }'), "criteria[0].when", "bedoelt u bv?"),
    F("share_out_of_range", (WHEN, 'when = { fact = "owner.share", min = 20 }'), "criteria[0].when", "20% is 0.20"),
    F("share_out_of_range", (WHEN, 'when = { fact = "figures.solvency", min = 20 }'), "criteria[0].when", "20% is 0.20"),
    F("share_out_of_range", ("amount_max = 50_000", 'amount_max = 50_000\nshare_max = 80\nshare_basis = "use_cost"'), "limits.share_max", "20% is 0.20", at="share_max"),
    F("share_out_of_range", ("rate_max = 0.09", "rate_max = 9"), "price.rate_max", "20% is 0.20"),
    F("never_true", (WHEN, 'when = { all = [{ fact = "owner.age", min = 60 }, { fact = "owner.age", max = 20 }] }'), "criteria[0].when", "niemand voldoen"),
    F("never_true", (WHEN, 'when = { fact = "company.age_months", min = 60, max = 12 }'), "criteria[0].when", "niemand voldoen"),
    F("never_true", (WHEN, 'when = { fact = "need.purposes", has_all = ["export"], has_none = ["export"] }'), "criteria[0].when", "niemand voldoen"),
    F("always_true", (WHEN, 'when = { any = [{ fact = "owner.age", min = 20 }, { fact = "owner.age", max = 60 }] }'), "criteria[0].when", "voldoet iedereen"),
    F("contradiction", ("[apply]", criterion('{ fact = "company.age_months", max = 6 }')), "criteria[1].when", "leeftijd en tweede sluiten elkaar uit", at="max = 6"),
    F("row_unreachable", ("amount_max = 50_000", 'amount_max = [\n  { value = 50_000 },\n  { value = 9_000_000, when = { fact = "use.new", is = true } },\n]'), "limits.amount_max[1]", "nooit bereikt", at="9_000_000"),
    F("figure_out_of_date", ("amount_max = 50_000", "amount_max = [{ value = 50_000, valid_until = 2025-12-31 }]"), "limits.amount_max", "liep tot 2025-12-31", level="warning"),
    F("judgement_with_condition", ('level = "hard"', 'level = "judgement"'), "criteria[0].when", "haal when weg", at="when ="),
    F("criterion_without_condition", (WHEN + "\n", ""), "criteria[0]", "voorwaarde (when) nodig", at="[[criteria]]"),
    F("criterion_without_source", ('text_en = "A year old"\nsource = "s"', 'text_en = "A year old"'), "criteria[0]", "leeftijd heeft geen bron", at="[[criteria]]"),
    F("criterion_on_general_knowledge", ('url = "https://example.org"', 'url = "general knowledge"'), "criteria[0].source", "alleen op algemene kennis", at="#4 source ="),
    F("gate_on_use", (WHEN, 'when = { fact = "use.new", is = true }\ngate = true'), "criteria[0].gate", "geen poort", at="gate = true"),
    F("result_outside_desk", (WHEN, 'when = { fact = "result.open_options", max = 1 }'), "criteria[0].when.fact", "alleen bij loketten"),
    F("min_above_max", ("amount_min = 10_000", "amount_min = 60_000"), "limits.amount_min", "60000 ligt boven de bovengrens 50000"),
    F("min_above_max", ("rate_min = 0.05", "rate_min = 0.5"), "price.rate_min", "ligt boven de bovengrens"),
    F("min_above_max", ("decision_days = { min = 3, max = 9 }", "decision_days = { min = 30, max = 9 }"), "timing.decision_days", "ligt boven de bovengrens"),
    F("min_above_max", ("lead_days = { min = 1,", "lead_days = { min = 7,"), "lead_days", "ligt boven de bovengrens", table="documents"),
    F("share_and_own_over_one", ("amount_max = 50_000", 'amount_max = 50_000\nshare_max = 0.9\nshare_basis = "use_cost"\nown_contribution_min = 0.2'), "limits.own_contribution_min", "meer dan het geheel", at="own_contribution_min"),
    F("rate_on_no_loan", ('model = "loan"', 'model = "grant"'), "price.rate_min", "geen rente", at="rate_min"),
    F("balloon_pair", ('model = "loan"', 'model = "loan"\nballoon_share = 0.1'), "price", "horen bij elkaar", at="[price]"),
    F("fee_without_amount", ("[timing]", '[[price.fees]]\nid = "kosten"\ndue = "upfront"\n[timing]'), "price.fees[0]", "deel (share) of een bedrag (eur)", at="[[price.fees]]"),
    F("fee_without_basis", ("[timing]", '[[price.fees]]\nid = "kosten"\ndue = "upfront"\nshare = 0.01\n[timing]'), "price.fees[0]", "zeg waarvan (basis)", at="[[price.fees]]"),
    F("closed_without_date", ('status = "open"', 'status = "closed"'), "status", "closed_on"),
    F("open_past_end", ('status = "open"', 'status = "open"\nruns_until = 2026-07-01'), "runs_until", "liep tot 2026-07-01", at="runs_until"),
    F("window_ways", ("[apply]", '[[windows]]\nsource = "s"\n[apply]'), "windows[0]", "precies één manier", at="[[windows]]"),
    F("used_up_without_date", ("[apply]", '[[windows]]\ncloses = 2027-01-01\nused_up = true\nsource = "s"\n[apply]'), "windows[0]", "used_up_as_of", at="[[windows]]"),
    F("source_pays_afterwards", ('payout = "upfront"', 'payout = "afterwards"'), "timing.payout", "niet achteraf uitbetalen"),
    F("purpose_is_no_asset", ('kind = "term_loan"', 'kind = "financial_lease"'), "purposes[2]", "working_capital is dat niet", at="purposes =", folder="catalogue/products/financial_lease", moment="lease"),
    F("guarantee_table", ('kind = "term_loan"', 'kind = "guarantee"'), "kind", "tabel [guarantee]", folder="catalogue/products/guarantee"),
    F("guarantee_without_lender", ('kind = "term_loan"', 'kind = "guarantee"'), "kind", "mag deze borgstelling brengen", level="warning", folder="catalogue/products/guarantee"),
    F("no_benefits", ('kind = "term_loan"', 'kind = "subsidy"'), "kind", "heeft [[benefits]] nodig", folder="catalogue/products/subsidy"),
    F("share_twice", ("amount_max = 50_000", 'amount_max = 50_000\nshare_max = 0.5\nshare_basis = "eligible_cost"\n[[benefits]]\ntype = "grant"\nshare = 0.5\nsource = "s"\n[limits.x]'), "benefits[0].share", "alleen in [limits]", at="share = 0.5\nsource", moment="share"),
    F("one_sided_exclusion", ("[apply]", '[[stacking]]\nid = "x"\nrule = "excludes"\nproducts = ["eia"]\ntext_nl = "x"\ntext_en = "x"\nsource = "s"\n[apply]'), "stacking[0]", "dit sluit eia uit", at="[[stacking]]"),
    F("both_order_rules", ('payout = "upfront"', 'payout = "upfront"\nbefore_order = true\nwithin_months_after_order = 3'), "timing", "gaan niet samen", at="[timing]"),
    F("order_rule_without_criterion", ('payout = "upfront"', 'payout = "upfront"\nbefore_order = true'), "timing", "use.committed", level="warning", at="[timing]"),
    F("lender_without_checklist", ('lender = "qredits"', 'lender = "zonder-lijst"'), "lender", "nog geen stukkenlijst", level="warning"),
    F("line_repeats_set", ('document = "id-copy"', 'document = "kvk-extract"'), "requirements[0].document", "gebruik [[changes]]", table="checklists"),
    F("change_hits_nothing", ('document = "articles"', 'document = "id-copy"'), "changes[0].document", "deze wijziging doet niets", table="checklists", at='#2 document = "id-copy"'),
    F("change_changes_nothing", ("drop = true\n", ""), "changes[0]", "verandert niets", table="checklists", at="[[changes]]"),
    F("product_of_another", ('document = "id-copy"', 'document = "id-copy"\nproducts = ["bmkb"]'), "requirements[0].products", "bmkb is van rvo", table="checklists", at="products ="),
    F("document_not_asked", ("effort = 1", "effort = 2"), "", "niemand vraagt dit stuk", table="documents", level="warning", at='id = "@ID@"'),
    F("waits_for_itself", ("effort = 1", 'effort = 1\nafter = ["@ID@"]'), "after", "wacht langs een omweg op zichzelf", table="documents", at="after ="),
    F("purposes_shut_out", (WHEN, 'when = { fact = "use.purpose", one_of = ["export"] }'), "criteria[0].when", "laat geen enkel doel"),
    F("never_applies", (WHEN, WHEN + '\napplies = { fact = "use.purpose", is = "export" }'), "criteria[0].applies", "geldt voor geen enkel doel", at="applies ="),
    F("not_in_english", ('text_en = "A year old"', 'text_en = "Een jaar oud en niet jonger"'), "criteria[0].text_en", "hier hoort Engels", level="warning"),
    F("not_in_dutch", ('how_nl = "Hoe"', 'how_nl = "Ask the accountant for it"'), "how_nl", "hier hoort Nederlands", table="documents", level="warning"),
]  # fmt: skip
"""The planted faults. The ids of the files come from their place in this list."""

ELSEWHERE = {
    "duplicate_id", "overlay_replaces", "not_utf8", "line_in_two_sets", "no_desk_for_everyone", "fact_nobody_asks",
    "fact_of_closed_only", "question_not_used", "twins", "product_without_document", "not_read", "nothing_read",
}  # fmt: skip
"""Planted in tests of their own, below, in `test_lint_whole.py` and in `tests/e2e/test_office_list.py`."""


def stem(number: int) -> str:
    return f"fout-{number:02}"


def planted(fault: Fault, number: int) -> str:
    text, _ = BASES[fault.table]
    if fault.moment == "lease":
        text = text.replace('purposes = ["machinery", "vehicles"]', 'purposes = ["machinery", "vehicles", "working_capital"]')
    old, new = fault.edit
    assert text.count(old) >= 1, fault
    text = text.replace(old, new, 1)
    if fault.moment == "share":
        text = text.replace('[limits.x]\nsource = "s"\n', "").replace(
            'share_basis = "eligible_cost"\n', 'share_basis = "eligible_cost"\nsource = "s"\n'
        )
    return text.replace("@ID@", stem(number))


def line_of(fault: Fault, number: int) -> int:
    """The line on which a reader sees the fault."""
    text = planted(fault, number)
    mark = (fault.at or fault.edit[1].split("\n", maxsplit=1)[0]).replace("@ID@", stem(number))
    times = 1
    if mark.startswith("#"):
        count, mark = mark[1:].split(" ", 1)
        times = int(count)
    start = -1
    for _ in range(times):
        start = text.index(mark, start + 1)
    return text.count("\n", 0, start) + 1


def copied(folder: Path) -> Folders:
    for name in ("catalogue", "checklists"):
        shutil.copytree(ROOT / name, folder / name)
    return Folders(folder / "catalogue", folder / "checklists")


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """All problems by file, of one catalogue in which every fault is planted in a file of its own."""
    folder = tmp_path_factory.mktemp("fouten")
    where = copied(folder)
    write(folder, "catalogue/lenders/zonder-lijst.toml", LENDER.replace("@ID@", "zonder-lijst"))
    for number, fault in enumerate(FAULTS):
        place = fault.folder or BASES[fault.table][1]
        write(folder, f"{place}/{stem(number)}.toml", planted(fault, number))
        if fault.table == "checklists":
            write(folder, f"catalogue/lenders/{stem(number)}.toml", LENDER.replace("@ID@", stem(number)))
    problems: dict[str, list[Problem]] = {}
    for problem in lint.lint(read(where), TODAY):
        problems.setdefault(problem.file, []).append(problem)
    return problems


@pytest.mark.parametrize(("number", "fault"), list(enumerate(FAULTS)), ids=[f"{fault.code}-{fault.path}" for fault in FAULTS])
def test_a_planted_fault_is_found_on_its_line_with_what_to_do(found: dict[str, list[Problem]], number: int, fault: Fault) -> None:
    file = f"{fault.folder or BASES[fault.table][1]}/{stem(number)}.toml"
    seen = [problem for problem in found.get(file, []) if (problem.code, dotted(problem.path)) == (fault.code, fault.path)]

    assert len(seen) == 1, [problem.render(NL) for problem in found.get(file, [])]
    assert seen[0].line == line_of(fault, number)
    assert fault.words in seen[0].text(NL)
    assert seen[0].level == fault.level
    assert seen[0].render(NL).startswith(f"{file}:{seen[0].line}: ")


def test_the_sound_files_that_faults_are_planted_in_have_none(tmp_path: Path) -> None:
    where = copied(tmp_path)
    for table, (text, place) in BASES.items():
        write(tmp_path, f"{place}/gezond-{table}.toml", text.replace("@ID@", f"gezond-{table}"))
    write(tmp_path, "catalogue/lenders/gezond-checklists.toml", LENDER.replace("@ID@", "gezond-checklists"))

    problems = [p.render(NL) for p in lint.lint(read(where), TODAY) if "gezond" in p.file and p.code != "document_not_asked"]

    assert problems == []


# --- the checks that look at the whole


@pytest.fixture
def made(library: Library) -> Callable[..., list[Problem]]:
    """Problems that one check finds in the shipped library with some records in another's place."""

    def check(one: lint.Check, table: str, **records: Any) -> list[Problem]:
        changed: dict[str, Any] = {**library.records, table: records}
        return list(one(Library(library.entries, changed, [], "", library.geography), TODAY))

    return check


def test_without_a_desk_for_everyone_nobody_is_sure_of_a_next_step(library: Library, made: Callable[..., list[Problem]]) -> None:
    choosy = {key: desk for key, desk in library.records["help"].items() if desk.when is not None}  # type: ignore[attr-defined]  # desks

    problems = made(lint_products.a_desk_for_everyone, "help", **choosy)

    assert [problem.code for problem in problems] == ["no_desk_for_everyone"]
    assert "ten minste één loket" in problems[0].text(NL)


def test_a_line_that_comes_from_two_sets_is_named(library: Library, made: Callable[..., list[Problem]]) -> None:
    list_ = library.records["checklists"]["qredits"]
    twice = list_.model_copy(update={"sets": ("bank-basis", "bank-basis")})

    problems = made(lint_products.lists_override_nothing_in_silence, "checklists", qredits=twice)

    assert {problem.code for problem in problems if problem.code == "line_in_two_sets"} == {"line_in_two_sets"}


def test_a_fact_that_nobody_asks_and_nothing_tells_is_named(library: Library, made: Callable[..., list[Problem]]) -> None:
    from finadvies.domain.condition import Test as Leaf

    desk = next(iter(library.records["help"].values()))
    asks = desk.model_copy(update={"when": Leaf(fact="company.sbi_version", **{"is": "2008"})})
    asks.model_fields_set.add("when")

    problems = made(lint_products.facts_can_be_asked, "help", **{asks.id: asks})  # type: ignore[attr-defined]  # desks have one

    assert [(problem.code, "wordt nergens gevraagd" in problem.text(NL)) for problem in problems] == [("fact_nobody_asks", True)]


def test_every_problem_a_check_can_raise_has_a_planted_fault() -> None:
    named = {
        code
        for module in (lint_entries, lint_conditions, lint_products, lint_whole, lint_language)
        for code in codes_in(Path(module.__file__).read_text("utf-8"))
    }

    assert named - {fault.code for fault in FAULTS} - ELSEWHERE == set()


def codes_in(source: str) -> Iterator[str]:
    import ast

    for node in ast.walk(ast.parse(source)):
        strings = (
            [arg.value for arg in getattr(node, "args", []) if isinstance(arg, ast.Constant)]
            if isinstance(node, ast.Call)
            else []
        )
        yield from (text for text in strings if isinstance(text, str) and text in NL_PROBLEMS)


def problem_sentences() -> set[str]:
    import tomllib

    text = (ROOT / "src" / "finadvies" / "locale" / "messages_nl.toml").read_text("utf-8")
    return set(tomllib.loads(text)["problems"])


NL_PROBLEMS = problem_sentences()


# --- one catalogue with ten different faults, several in one file


TEN = """\
schema = 1
id = "tien"
name_nl = "Tien fouten"
name_en = "Ten faults"
kind = "term_loan"
lender = "qreditss"
status = "open"
purposes = ["machinery", "machinerie"]
confidence = "high"
as_of = "2026-10"
next_review = "volgend jaar"

[limits]
amount_min = 60_000
amount_max = 50_000
term_months_min = "12"
source = "s"

[price]
model = "loan"
source = "verdwenen"

[timing]
payout = "upfront"
source = "s"

[[criteria]]
id = "jong"
level = "hard"
when = { fact = "company.age_months", max = 6 }
text_nl = "Jong"
text_en = "Young"
source = "s"
[[criteria]]
id = "oud"
level = "hard"
when = { fact = "company.age_months", min = 60 }
text_nl = "Oud"
text_en = "Old"
source = "s"
[[criteria]]
id = "omzet"
level = "hard"
when = { fact = "figures.turnover", min = 60 }
text_nl = "Omzet"
text_en = "Revenue"
source = "s"

[apply]
route = "online"

[[sources]]
id = "s"
url = "https://example.org"
date = "2026-10"
facts = "all of it"
"""


def test_ten_faults_in_one_catalogue_are_all_reported_at_once_each_on_its_line(tmp_path: Path) -> None:
    where = copied(tmp_path)
    write(tmp_path, "catalogue/products/term_loan/tien.toml", TEN)
    write(
        tmp_path,
        "catalogue/products/mortgage/tien.toml",
        LOAN.replace("@ID@", "tien").replace('kind = "term_loan"', 'kind = "mortgage"'),
    )
    write(tmp_path, "catalogue/lenders/lijstbank.toml", LENDER.replace("@ID@", "lijstbank"))
    write(tmp_path, "checklists/lenders/lijstbank.toml", LIST.replace("@ID@", "lijstbank").replace('"id-copy"', '"id-kopie"'))

    problems = lint.lint(read(where), TODAY)

    loan, list_ = "catalogue/products/term_loan/tien.toml", "checklists/lenders/lijstbank.toml"
    said = {(problem.file, problem.line, problem.code) for problem in problems}
    expected = {
        "duplicate id": (loan, 2, "duplicate_id"),
        "unknown lender": (loan, 6, "unknown_id"),
        "unknown purpose": (loan, 8, "unknown_code"),
        "bad date": (loan, 11, "want_date"),
        "min above max": (loan, 14, "min_above_max"),
        "missing source": (loan, 21, "unknown_source"),
        "contradictory criteria": (loan, 37, "contradiction"),
        "unknown fact": (loan, 44, "unknown_fact"),
        "document nobody defines": (list_, 7, "unknown_id"),
    }
    assert {name: place for name, place in expected.items() if place not in said} == {}
    wrong_type = [(problem.line, problem.code) for problem in problems if problem.file == loan and problem.line == 16]
    assert [line for line, _ in wrong_type] == [16]
    ours = [(problem.file, problem.line or 0) for problem in problems]
    assert ours == sorted(ours)


def test_a_file_that_is_not_utf8_is_named_with_the_line(tmp_path: Path) -> None:
    where = copied(tmp_path)
    (tmp_path / "catalogue/help/raar.toml").write_bytes(b'schema = 1\nname = "\xe9"\n')

    problems = [problem for problem in read(where).problems if problem.code == "not_utf8"]

    assert [(problem.file, problem.line) for problem in problems] == [("catalogue/help/raar.toml", 2)]


def test_an_entry_of_the_office_takes_the_place_of_a_shipped_one_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "products/guarantee/bmkb.toml", LOAN.replace("@ID@", "bmkb"))

    library = read(Folders(ROOT / "catalogue", ROOT / "checklists", (tmp_path,)))

    said = [(problem.code, problem.level) for problem in library.problems if problem.code == "overlay_replaces"]
    assert said == [("overlay_replaces", "warning")]
    assert library.catalogue().products["bmkb"].lender == "qredits"


def test_both_languages_can_say_every_problem(found: dict[str, list[Problem]]) -> None:
    for problem in (each for problems in found.values() for each in problems):
        assert "{" not in problem.text(NL).replace("{ ", "")
        assert problem.text(EN)
