"""The last look before a file goes out: only what can go wrong for this client."""

from __future__ import annotations

from datetime import date

from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import advise
from finadvies.domain.client import Slot
from finadvies.domain.values import UNKNOWN, Answer, Value
from finadvies.exports.formats import Job, content
from finadvies.homework import Lists
from finadvies.locale import texts_in

LISTS = Lists(shipped_library().checklists())
FIRM: dict[str, Value] = {
    "company.legal_form": "bv", "company.started": True, "company.founded": date(2015, 1, 1), "company.postcode": "3511",
    "company.sbi": "1071", "company.country": "NL", "owner.age": 44, "owner.bkr_arrears": False,
}  # fmt: skip


def job(*products: str, abnormal: bool = False, **told: Value) -> Job:
    who = client(
        {**FIRM, **{key.replace("__", "."): value for key, value in told.items()}},
        uses=[{"use.purpose": "machinery", "use.amount": 100_000}],
        years=[{"figures.year": 2025, "figures.kind": "final", "figures.abnormal": abnormal}],
    )
    advice = advise(who, shipped_catalogue(), LISTS, TODAY)
    return Job(advice, advice.homework(products or ("rabobank-zakelijke-lening",)), texts_in("nl"), "Huiswerk")


def asked(*products: str, abnormal: bool = False, **told: Value) -> str:
    return " ".join(job(*products, abnormal=abnormal, **told).paper.last_check)


def test_everybody_is_asked_whether_the_file_is_whole_and_the_sums_close() -> None:
    said = asked()

    assert "alle bijlagen" in said
    assert "precies gelijk aan de financiering" in said
    assert "wie doorgaat als u wegvalt" in said


def test_what_cannot_be_the_matter_is_not_asked() -> None:
    assert "bijzonder jaar" not in asked()
    assert "bijzonder jaar" in asked(abnormal=True)
    assert "partner" not in asked(owner__partner=False)
    assert "partner" in asked(owner__partner=True)
    assert "pandrecht" not in asked(security__all_assets_pledged_to="none")
    assert "pandrecht" in asked(security__all_assets_pledged_to="rabobank")


def test_what_is_not_known_may_be_so() -> None:
    assert "belastingschuld" in asked()
    assert "belastingschuld" not in asked(debts__tax_arrangement=False)


def test_paper_and_page_ask_the_same() -> None:
    made = job()
    markdown, page = content("md", made).decode(), content("html", made).decode()

    assert made.paper.last_check
    assert all(f"- [ ] {question}" in markdown for question in made.paper.last_check)
    assert page.count("Laatste controle") >= 1


def test_what_would_be_looked_up_stands_on_the_list_unless_it_is_private() -> None:
    who = client(
        dict(FIRM) | {"need.own_contribution": 10_000},
        uses=[{"use.purpose": "machinery", "use.amount": 100_000}],
    )
    later = Answer(UNKNOWN, why_unknown="later")
    for key in ("company.fte", "debts.tax_arrangement"):
        who = who.with_answer(Slot(key), later)
    advice = advise(who, shipped_catalogue(), LISTS, TODAY)
    found = Job(advice, advice.homework(("rabobank-zakelijke-lening",)), texts_in("nl"), "Huiswerk").paper.last_found

    looked_up = [line for line in found if "opgezocht" in line]
    assert len(looked_up) == 1
    assert "banen" in looked_up[0].casefold()
