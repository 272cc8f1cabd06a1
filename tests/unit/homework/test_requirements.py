"""What one lender asks of this client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finadvies.domain.client import Slot
from finadvies.homework import Lists, documents_for, effort, flat_list, judged, lead_days, required
from finadvies.rules.truth import Truth

if TYPE_CHECKING:
    from tests.unit.homework.conftest import Office

IS_BV = {"fact": "company.legal_form", "is": "bv"}
BUYS = {"fact": "need.purposes", "has_any": ["machinery", "vehicles"]}


def ids(needs: Any) -> list[str]:
    return [need.id for need in needs]


# -- the flat list


def test_a_list_names_for_each_line_where_it_comes_from(office: Office) -> None:
    documents = [office.document(name) for name in ("accounts", "cv", "extract")]
    lists = office.checklists(
        documents,
        {"bank": [{"document": "extract"}]},
        sets={"basis": [{"document": "accounts"}, {"document": "cv"}]},
        changes=[{"document": "cv", "strength": "may_ask"}],
    )

    origins = {line.document: (line.origin, line.set_id) for line in flat_list("bank", lists)}

    assert origins == {"accounts": ("set", "basis"), "cv": ("changed", "basis"), "extract": ("own", None)}


def test_marks_of_a_change_replace_those_of_the_set_whole(office: Office) -> None:
    lists = office.checklists(
        [office.document("accounts")],
        {"bank": []},
        sets={"basis": [{"document": "accounts", "marks": {"years": 2, "statement": "office"}}]},
        changes=[{"document": "accounts", "marks": {"years": 1}}],
    )

    (line,) = flat_list("bank", lists)

    assert line.marks.model_dump(exclude_none=True) == {"years": 1}
    assert [source.id for source in line.sources] == ["s", "s"]


def test_a_dropped_line_is_not_on_the_list(office: Office) -> None:
    lists = office.checklists(
        [office.document("cv")],
        {"bank": []},
        sets={"basis": [{"document": "cv"}]},
        changes=[{"document": "cv", "drop": True}],
    )

    assert flat_list("bank", lists) == ()


def test_a_lender_without_a_list_asks_nothing(office: Office) -> None:
    lists = office.checklists([], {})

    assert required("stranger", ("loan",), lists, office.facts()) == ()


def test_a_line_takes_the_round_of_its_document_unless_it_says_otherwise(office: Office) -> None:
    lists = office.checklists(
        [office.document("deed", phase="payout"), office.document("id", phase="payout")],
        {"bank": [{"document": "deed"}, {"document": "id", "phase": "first_contact"}]},
    )

    assert [line.phase for line in flat_list("bank", lists)] == ["payout", "first_contact"]


# -- products and conditions


def test_a_line_counts_only_for_its_products(office: Office) -> None:
    lists = office.checklists(
        [office.document("valuation"), office.document("plan"), office.document("id")],
        {
            "bank": [
                {"document": "valuation", "products": ["mortgage"]},
                {"document": "plan", "not_products": ["mortgage"]},
                {"document": "id"},
            ]
        },
    )
    facts = office.facts()

    assert ids(required("bank", ("mortgage",), lists, facts)) == ["id", "valuation"]
    assert ids(required("bank", ("credit",), lists, facts)) == ["id", "plan"]
    both = required("bank", ("mortgage", "credit"), lists, facts)
    assert {need.document: need.products for need in both} == {
        "id": ("credit", "mortgage"),
        "plan": ("credit",),
        "valuation": ("mortgage",),
    }


def test_what_does_not_hold_for_this_client_is_kept_aside_with_its_reason(office: Office) -> None:
    lists = office.checklists([office.document("articles")], {"bank": [{"document": "articles", "when": IS_BV}]})

    wanted, spared = judged("bank", ("loan",), lists, office.facts(company__legal_form="vof"))

    assert wanted == ()
    assert [(spare.document, spare.finding.truth, spare.finding.found) for spare in spared] == [("articles", Truth.FALSE, "vof")]


def test_what_is_not_known_yet_stays_on_the_list_with_the_question(office: Office) -> None:
    lists = office.checklists([office.document("articles")], {"bank": [{"document": "articles", "when": IS_BV}]})

    (need,) = required("bank", ("loan",), lists, office.facts())

    assert need.conditional
    assert need.missing == (Slot("company.legal_form"),)
    assert need.condition is not None


def test_a_product_with_a_list_of_its_own_follows_that_list(office: Office) -> None:
    lists = office.checklists(
        [office.document("id"), office.document("scan")],
        {"bank": [{"document": "id"}], "bank-online": [{"document": "scan"}]},
    )
    online = office.product("online", "bank").model_copy(update={"checklist": "bank-online"})
    facts = office.facts(products=[online])

    needs = required("bank", ("online", "loan"), lists, facts)

    assert [(need.document, need.lender, need.products) for need in needs] == [
        ("id", "bank", ("loan",)),
        ("scan", "bank", ("online",)),
    ]
    assert documents_for(online, facts, lists) == {"scan"}


# -- one for each use


def test_two_machines_need_two_quotes_and_the_working_capital_none(office: Office) -> None:
    lists = office.checklists([office.document("quote", per="use")], {"bank": [{"document": "quote", "when": BUYS}]})
    facts = office.facts(["machinery", "working_capital", "machinery"])

    needs = required("bank", ("loan",), lists, facts)

    assert ids(needs) == ["quote#0", "quote#2"]
    assert not any(need.conditional for need in needs)


def test_a_use_without_a_purpose_may_need_a_quote(office: Office) -> None:
    lists = office.checklists([office.document("quote", per="use")], {"bank": [{"document": "quote", "when": BUYS}]})

    needs = required("bank", ("loan",), lists, office.facts(["machinery", None]))

    assert [(need.id, need.conditional, need.missing) for need in needs] == [
        ("quote#0", False, ()),
        ("quote#1", True, (Slot("use.purpose", 1),)),
    ]


def test_judging_one_use_leaves_the_amounts_of_the_plan_alone(office: Office) -> None:
    when = {"all": [BUYS, {"fact": "need.amount.machinery", "min": 1}]}
    lists = office.checklists([office.document("quote", per="use")], {"bank": [{"document": "quote", "when": when}]})
    uses = [{"use.purpose": "vehicles", "use.amount": 5}, {"use.purpose": "machinery", "use.amount": 7}]
    facts = office.facts(uses=uses)

    required("bank", ("loan",), lists, facts)

    assert facts.get("need.amount.machinery") == 7


def test_a_condition_on_a_use_is_judged_for_each_use(office: Office) -> None:
    when = {"fact": "use.new", "is": False}
    lists = office.checklists([office.document("spec", per="use")], {"lessor": [{"document": "spec", "when": when}]})
    facts = office.facts(uses=[{"use.new": True}, {"use.new": False}, {"use.new": None}])

    needs = required("lessor", ("lease",), lists, facts)

    assert [(need.id, need.conditional) for need in needs] == [("spec#1", False), ("spec#2", True)]


def test_a_paper_of_the_company_is_asked_once_when_one_use_calls_for_it(office: Office) -> None:
    when = {"fact": "use.new", "is": False}
    lists = office.checklists([office.document("letter")], {"lessor": [{"document": "letter", "when": when}]})

    asked = required("lessor", ("lease",), lists, office.facts(uses=[{"use.new": True}, {"use.new": False}]))
    wanted, spared = judged("lessor", ("lease",), lists, office.facts(uses=[{"use.new": True}, {"use.new": True}]))

    assert ids(asked) == ["letter"]
    assert wanted == ()
    assert [(spare.finding.joined, len(spare.finding.parts)) for spare in spared] == [("any", 2)]


def test_a_lessor_wants_a_quote_only_for_what_it_can_lease(office: Office) -> None:
    lists = office.checklists([office.document("quote", per="use")], {"lessor": [{"document": "quote"}]})
    lease = office.product("car-lease", "lessor", ["vehicles"])
    facts = office.facts(["machinery", "vehicles", "unspecified"], [lease])

    needs = required("lessor", ("car-lease",), lists, facts)

    assert [(need.id, need.conditional) for need in needs] == [("quote#1", False), ("quote#2", True)]


def test_owners_share_one_line(office: Office) -> None:
    lists = office.checklists([office.document("id", per="owner")], {"bank": [{"document": "id"}]})

    assert ids(required("bank", ("loan",), lists, office.facts(["machinery", "vehicles"]))) == ["id"]


# -- for the search of mixes


def test_lead_days_count_what_a_paper_waits_for_and_spare_the_conditional_at_best(office: Office) -> None:
    lists = office.checklists(
        [
            office.document("accounts", lead=(1, 40)),
            office.document("forecast", lead=(3, 14), after=["accounts"]),
            office.document("articles", lead=(9, 99)),
            office.document("deed", lead=(50, 90), phase="payout"),
        ],
        {
            "bank": [
                {"document": "accounts", "strength": "usual"},
                {"document": "forecast"},
                {"document": "articles", "when": IS_BV},
                {"document": "deed"},
            ]
        },
    )
    loan = office.product("loan", "bank")

    assert lead_days(loan, office.facts(company__legal_form="vof"), lists) == (4, 54)
    assert lead_days(loan, office.facts(), lists) == (4, 99)
    assert lead_days(loan, office.facts(company__legal_form="bv"), lists) == (9, 99)


def test_every_line_that_a_product_brings_has_an_effort(office: Office) -> None:
    lists = Lists(
        office.checklists(
            [office.document("quote", per="use", effort=2), office.document("id")],
            {"bank": [{"document": "quote"}, {"document": "id"}]},
        )
    )
    lines = documents_for(office.product("loan", "bank"), office.facts(["machinery", "export"]), lists)

    assert {line: effort(lists, uses=2)[line] for line in sorted(lines)} == {"id": 1, "quote#0": 2, "quote#1": 2}


def test_the_lists_of_one_client_are_not_taken_for_those_of_the_next(office: Office) -> None:
    lists = Lists(office.checklists([office.document("articles")], {"bank": [{"document": "articles", "when": IS_BV}]}))
    loan = office.product("loan", "bank")

    first = documents_for(loan, office.facts(company__legal_form="bv"), lists)
    second = documents_for(loan, office.facts(company__legal_form="vof"), lists)

    assert (sorted(first), sorted(second)) == (["articles"], [])
