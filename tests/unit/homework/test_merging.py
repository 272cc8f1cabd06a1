"""One list for all lenders, as strict as the strictest."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from finadvies.domain.checklist import PHASES
from finadvies.homework import merge
from finadvies.homework.strictness import RANKS

if TYPE_CHECKING:
    from tests.unit.homework.conftest import Office


def test_the_strictest_mark_wins_and_names_whose_it_is(office: Office) -> None:
    lists = office.checklists([office.document("accounts")], {})
    needs = [
        office.wish("accounts", "abn", marks={"years": 2, "sbr": "required", "statement": "office"}),
        office.wish("accounts", "bbz", marks={"years": 3, "copies": 2}),
        office.wish("accounts", "ing", marks={"years": 1, "sbr": "required", "statement": "compiled"}),
    ]

    (line,) = merge(needs, lists, {})

    assert line.marks.model_dump(exclude_none=True) == {
        "years": 3,
        "sbr": "required",
        "statement": "compiled",
        "copies": 2,
    }
    assert line.won == {"years": ("bbz",), "sbr": ("abn", "ing"), "statement": ("ing",), "copies": ("bbz",)}


def test_the_youngest_extract_serves_all(office: Office) -> None:
    lists = office.checklists([office.document("extract")], {})
    needs = [office.wish("extract", lender, marks={"max_age_days": days}) for lender, days in (("a", 90), ("b", 30))]

    (line,) = merge(needs, lists, {})

    assert line.marks.max_age_days == 30


def test_formats_are_those_that_all_accept(office: Office) -> None:
    lists = office.checklists([office.document("transactions")], {})
    needs = [
        office.wish("transactions", "a", marks={"formats": ["MT940", "CSV", "CAMT.053"]}),
        office.wish("transactions", "b", marks={"formats": ["CAMT.053", "MT940"]}),
        office.wish("transactions", "c"),
    ]

    (line,) = merge(needs, lists, {})

    assert (line.marks.formats, line.won["formats"]) == (("CAMT.053", "MT940"), ("b",))


def test_lenders_without_a_common_format_are_all_named(office: Office) -> None:
    lists = office.checklists([office.document("transactions")], {})
    needs = [office.wish("transactions", lender, marks={"formats": [lender]}) for lender in ("a", "b")]

    (line,) = merge(needs, lists, {})

    assert (line.marks.formats, line.won["formats"]) == ((), ("a", "b"))


def test_the_earliest_round_and_the_strongest_wish_count(office: Office) -> None:
    lists = office.checklists([office.document("cv")], {})
    needs = [
        office.wish("cv", "a", phase="assessment", strength="must"),
        office.wish("cv", "b", phase="first_contact", strength="may_ask"),
    ]

    (line,) = merge(needs, lists, {})

    assert (line.phase, line.strength) == ("first_contact", "must")
    assert line.phases == {"a": "assessment", "b": "first_contact"}


def test_a_line_is_conditional_only_while_no_lender_is_sure(office: Office) -> None:
    lists = office.checklists([office.document("cv"), office.document("plan")], {})
    needs = [
        office.wish("cv", "a", conditional=True),
        office.wish("cv", "b"),
        office.wish("plan", "a", conditional=True),
    ]

    assert [(line.id, line.conditional) for line in merge(needs, lists, {})] == [("cv", False), ("plan", True)]


def test_two_quotes_stay_two_lines_with_a_status_each(office: Office) -> None:
    lists = office.checklists([office.document("quote", per="use")], {})
    needs = [office.wish("quote", lender, use=use) for lender in ("a", "b") for use in (10, 2)]

    lines = merge(needs, lists, {("quote", 2): "received"})

    assert [(line.id, line.lenders, line.status) for line in lines] == [
        ("quote#2", ("a", "b"), "received"),
        ("quote#10", ("a", "b"), "todo"),
    ]


def test_a_paper_that_could_stand_in_for_another_stays_a_line_of_its_own(office: Office) -> None:
    lists = office.checklists([office.document("accounts", accepted_instead=["draft"]), office.document("draft")], {})

    lines = merge([office.wish("accounts", "a"), office.wish("draft", "b")], lists, {})

    assert [(line.id, line.instead) for line in lines] == [("accounts", ("draft",)), ("draft", ())]


marks = st.fixed_dictionaries(
    {},
    optional={
        "years": st.integers(1, 4),
        "transactions_months": st.integers(1, 24),
        "months_ahead": st.integers(6, 36),
        "copies": st.integers(1, 3),
        "max_age_days": st.integers(7, 180),
        "statement": st.sampled_from(["none", "office", "compiled", "reviewed", "audited"]),
        "sbr": st.sampled_from(["no", "accepted", "required"]),
        "form": st.sampled_from(["any", "pdf", "signed", "original", "certified"]),
        "login": st.sampled_from(["none", "digid", "eh2", "eh3"]),
        "template": st.booleans(),
        "agree_first": st.booleans(),
        "formats": st.lists(st.sampled_from(["MT940", "CSV", "PDF"]), unique=True, min_size=1),
    },
)
wishes = st.lists(
    st.tuples(
        st.sampled_from("xyz"),
        st.sampled_from(["abn", "bbz", "ing", "rabo"]),
        st.sampled_from(["must", "usual", "may_ask"]),
        st.sampled_from(PHASES),
        st.booleans(),
        marks,
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda wish: wish[:2],
)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(drawn=wishes, seed=st.integers(0, 99))
def test_whatever_the_order_the_merged_line_satisfies_every_lender(
    office: Office, drawn: list[tuple[Any, ...]], seed: int
) -> None:
    lists = office.checklists([office.document(name) for name in "xyz"], {})
    needs = [
        office.wish(document, lender, strength=strength, phase=phase, conditional=conditional, marks=asked)
        for document, lender, strength, phase, conditional, asked in drawn
    ]
    shuffled = random.Random(seed).sample(needs, len(needs))

    lines = merge(needs, lists, {})

    assert [repr(line) for line in lines] == [repr(line) for line in merge(shuffled, lists, {})]
    for line in lines:
        for wish in line.wishes:
            for name, rank in RANKS.items():
                asked = getattr(wish.marks, name)
                assert asked is None or rank(getattr(line.marks, name)) >= rank(asked)
            assert wish.marks.formats is None or set(line.marks.formats or ()) <= set(wish.marks.formats)
            assert PHASES.index(line.phase) <= PHASES.index(wish.phase)
    assert sum(len(line.wishes) for line in lines) == len(needs)
