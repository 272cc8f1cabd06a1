"""When to begin what, and what sets the day of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from finadvies.homework import LenderDays, Requirement, Schedule, merge, plan, schedule
from finadvies.homework.workdays import WorkDays

if TYPE_CHECKING:
    from tests.unit.homework.conftest import Office

    from finadvies.domain.checklist import Document


class EveryDay(WorkDays):
    """A world without weekends, so that the days of a planning can be counted by hand."""

    def worked(self, day: int) -> bool:
        return True


BANK = {"bank": LenderDays(5, 20, 2, 10)}


def planned(
    office: Office,
    documents: Sequence[Document],
    wishes: Sequence[Requirement],
    lenders: Mapping[str, LenderDays] = BANK,
    *,
    needed_by: date | None = None,
    statuses: Mapping[Any, Any] | None = None,
) -> Schedule:
    lines = merge(wishes, office.checklists(documents, {}), statuses or {})
    return schedule(lines, office.today, lenders, needed_by, EveryDay(office.today))


def after(office: Office, days: int) -> date:
    return office.today + timedelta(days=days)


def test_money_comes_after_the_papers_the_decision_and_the_payout(office: Office) -> None:
    documents = [
        office.document("accounts", lead=(1, 40)),
        office.document("forecast", lead=(3, 14), after=["accounts"]),
    ]

    plan = planned(office, documents, [office.wish("accounts", "bank"), office.wish("forecast", "bank")])

    assert (plan.earliest_decision, plan.earliest_cash) == (after(office, 74), after(office, 84))
    assert plan.days_to_cash == (11, 84)
    assert plan.critical_path == ("accounts", "forecast", "submit:bank", "decision:bank", "cash:bank")
    assert plan.unit == "calendar"


def test_what_sets_the_pace_has_to_be_begun_today_and_the_rest_can_wait(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40)), office.document("cv", lead=(0, 2))]

    plan = planned(office, documents, [office.wish("accounts", "bank"), office.wish("cv", "bank")])

    assert plan.today == ("accounts",)
    assert plan.times["cv"].start_by == after(office, 38)
    assert plan.times["cv"].ready_by == after(office, 40)
    assert (plan.times["accounts"].critical, plan.times["cv"].slack_days) == (True, 38)


def test_a_paper_that_is_in_takes_no_time_and_waits_for_nothing(office: Office) -> None:
    documents = [
        office.document("accounts", lead=(1, 40)),
        office.document("forecast", lead=(3, 14), after=["accounts"]),
    ]
    wishes = [office.wish("accounts", "bank", phase="assessment"), office.wish("forecast", "bank")]

    plan = planned(office, documents, wishes, statuses={("forecast", None): "checked"})

    assert plan.earliest_cash == after(office, 30)
    assert plan.times["forecast"].start_by is None
    assert plan.critical_path == ("submit:bank", "decision:bank", "cash:bank")


def test_a_paper_that_turned_out_not_to_be_needed_is_not_waited_for(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40)), office.document("cv", lead=(0, 2))]
    wishes = [office.wish("accounts", "bank"), office.wish("cv", "bank")]

    plan = planned(office, documents, wishes, statuses={("accounts", None): "not_needed"})

    assert plan.earliest_cash == after(office, 32)
    assert [event.id for event in plan.events] == ["cv", "submit:bank", "decision:bank", "cash:bank"]


def test_what_a_lender_may_ask_or_asks_later_does_not_hold_up_the_request(office: Office) -> None:
    documents = [office.document(name, lead=(1, 50)) for name in ("extra", "later")] + [office.document("id")]
    wishes = [
        office.wish("extra", "bank", strength="may_ask"),
        office.wish("later", "bank", phase="assessment"),
        office.wish("id", "bank"),
    ]

    plan = planned(office, documents, wishes)

    assert plan.earliest_cash == after(office, 30)
    assert [caution.code for caution in plan.warnings] == ["ready_after_decision"]
    assert plan.today == ("id", "later")


def test_with_a_wished_date_far_off_everything_can_wait_for_it(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40))]

    plan = planned(office, documents, [office.wish("accounts", "bank")], needed_by=after(office, 100))

    assert plan.times["accounts"].start_by == after(office, 30)
    assert plan.earliest_cash == after(office, 70)
    assert (plan.today, plan.warnings) == ((), ())


def test_a_wished_date_that_is_too_soon_is_said_with_the_days_short(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40))]

    plan = planned(office, documents, [office.wish("accounts", "bank")], needed_by=after(office, 60))

    (caution,) = plan.warnings
    assert (caution.code, caution.details["days"]) == ("after_wished_date", 10)
    assert plan.today == ("accounts",)


def test_lenders_run_beside_each_other_and_the_slowest_sets_the_day(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40)), office.document("cv", lead=(0, 2))]
    lenders = {"fast": LenderDays(1, 1, 0, 0), "slow": LenderDays(10, 90, 1, 1)}
    wishes = [office.wish("accounts", "fast"), office.wish("cv", "slow")]

    plan = planned(office, documents, wishes, lenders)

    assert plan.earliest_cash == after(office, 93)
    assert plan.critical_path == ("cv", "submit:slow", "decision:slow", "cash:slow")
    assert plan.today == ("accounts", "cv")


def test_an_extract_that_would_be_too_old_at_the_decision_is_not_ordered_at_once(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 40)), office.document("extract", lead=(0, 1), valid_days=365)]
    wishes = [office.wish("accounts", "bank"), office.wish("extract", "bank", marks={"max_age_days": 30})]

    plan = planned(office, documents, wishes)

    (caution,) = plan.warnings
    assert caution.code == "expires_before_decision"
    assert caution.details["valid_until"] == after(office, 31)
    times = plan.times["extract"]
    assert times.not_before == times.earliest_start == after(office, 30)
    assert times.valid_until is not None
    assert times.valid_until >= after(office, 60)
    assert plan.earliest_cash == after(office, 70)


def test_an_extract_that_cannot_last_until_the_decision_will_be_asked_again(office: Office) -> None:
    documents = [office.document("extract", lead=(0, 1), valid_days=14)]

    plan = planned(office, documents, [office.wish("extract", "bank")])

    (caution,) = plan.warnings
    assert caution.details["again_for"] == ("bank",)
    assert plan.times["extract"].start_by == office.today


def test_a_paper_for_the_payout_is_measured_against_the_day_of_the_money(office: Office) -> None:
    documents = [office.document("redemption", lead=(3, 3), valid_days=15)]

    plan = planned(office, documents, [office.wish("redemption", "bank", phase="payout")])

    (caution,) = plan.warnings
    assert (caution.code, caution.details["cash"]) == ("expires_before_cash", after(office, 30))
    assert plan.times["redemption"].not_before == after(office, 12)


def test_the_valuer_is_agreed_with_the_lender_first(office: Office) -> None:
    documents = [office.document("valuation", lead=(14, 28))]

    plan = planned(office, documents, [office.wish("valuation", "bank", marks={"agree_first": True})])

    assert [(caution.code, caution.details["lenders"]) for caution in plan.warnings] == [("agree_first", ("bank",))]


def test_a_report_on_one_machine_waits_for_the_order_of_that_machine(office: Office) -> None:
    documents = [
        office.document("order", lead=(1, 9), per="use"),
        office.document("report", per="use", after=["order"]),
        office.document("budget", after=["order"]),
    ]
    wishes = [office.wish(name, "bank", use=use) for name in ("order", "report") for use in (0, 1)]

    plan = planned(office, documents, [*wishes, office.wish("budget", "bank")])

    links = {event.id: event.after for event in plan.events}
    assert links["report#1"] == ("order#1",)
    assert links["budget"] == ("order#0", "order#1")


def test_a_lender_without_known_days_is_planned_up_to_its_submission(office: Office) -> None:
    plan = planned(office, [office.document("cv", lead=(0, 2))], [office.wish("cv", "stranger")], {})

    assert [event.id for event in plan.events] == ["cv", "submit:stranger"]
    assert (plan.earliest_cash, plan.days_to_cash, plan.critical_path) == (None, None, ())
    assert [caution.code for caution in plan.warnings] == ["lender_days_unknown"]


def test_what_comes_after_the_money_has_no_day_yet(office: Office) -> None:
    plan = planned(office, [office.document("report", lead=(1, 7))], [office.wish("report", "bank", phase="after")])

    assert plan.times["report"].start_by is None
    assert "report" not in [event.id for event in plan.events]


def test_papers_that_wait_for_each_other_still_get_a_planning_and_a_warning(office: Office) -> None:
    documents = [office.document("a", lead=(1, 3), after=["b"]), office.document("b", lead=(1, 5), after=["a"])]

    plan = planned(office, documents, [office.wish("a", "bank"), office.wish("b", "bank")])

    assert [caution.code for caution in plan.warnings] == ["ring_of_documents"]
    assert plan.earliest_cash == after(office, 38)


papers = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.one_of(st.none(), st.integers(0, 60)),
        st.sets(st.integers(0, 7)),
        st.sampled_from(["must", "usual", "may_ask"]),
        st.sampled_from(["first_contact", "file", "assessment", "payout", "after"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["todo", "todo", "requested", "received", "not_needed"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(drawn=papers, wished=st.one_of(st.none(), st.integers(-5, 250)))
def test_nothing_happens_before_what_it_waits_for(office: Office, drawn: list[tuple[Any, ...]], wished: int | None) -> None:
    names = [f"p{number}" for number in range(len(drawn))]
    documents = [
        office.document(names[at], lead=(lead // 2, lead), valid_days=valid, after=[names[i] for i in first if i < at])
        for at, (lead, valid, first, *_) in enumerate(drawn)
    ]
    wishes = [
        office.wish(names[at], lender, strength=strength, phase=phase)
        for at, (_, _, _, strength, phase, lender, _) in enumerate(drawn)
    ]
    statuses = {(names[at], None): paper[-1] for at, paper in enumerate(drawn)}
    lenders = {"a": LenderDays(1, 20, 1, 5), "b": LenderDays(3, 45, 0, 14)}
    needed_by = None if wished is None else after(office, wished)

    plan = planned(office, documents, wishes, lenders, needed_by=needed_by, statuses=statuses)
    hurried = planned(office, [d.model_copy(update={"valid_days": None}) for d in documents], wishes, lenders, statuses=statuses)

    day = {event.id: event.date for event in plan.events}
    assert all(day[first] <= event.date for event in plan.events for first in event.after)
    # Waiting so that papers stay fresh moves no lender.
    assert plan.earliest_cash == hurried.earliest_cash
    path = [day[event] for event in plan.critical_path]
    assert path == sorted(path)
    assert path[-1] == plan.earliest_cash
    for times in plan.times.values():
        if times.earliest_start is not None and times.start_by is not None:
            assert office.today <= times.earliest_start <= times.start_by
            assert times.not_before is None or times.not_before <= times.earliest_start
    if plan.days_to_cash:
        assert plan.days_to_cash[0] <= plan.days_to_cash[1]


# -- what the client has already ---------------------------------------------------------------------------------------------


def test_a_paper_that_the_client_has_already_takes_no_days_and_waits_for_nothing(office: Office) -> None:
    first = office.document("budget", lead=(5, 10))
    plan_ready = {"fact": "owner.business_plan", "is": "ready"}
    paper = office.document("plan", lead=(7, 42), after=["budget"], at_hand=plan_ready)
    lists = office.checklists([first, paper], {"bank": [{"document": "plan"}, {"document": "budget"}]})

    def ready(state: str) -> tuple[bool, date | None]:
        who = office.facts(owner__business_plan=state)
        work = plan(who, lists, {"bank": ()}, {}, {}, office.today)
        line = next(line for line in work.lines if line.document == "plan")
        return line.there, work.schedule.times["plan"].ready

    assert ready("nearly") == (False, office.today + timedelta(days=52))
    assert ready("ready")[0] is True


def test_whether_a_paper_lies_ready_is_asked_only_while_nobody_knows(office: Office) -> None:
    paper = office.document("plan", lead=(7, 42), at_hand={"fact": "owner.business_plan", "is": "ready"})
    lists = office.checklists([paper], {"bank": [{"document": "plan"}]})

    def asked(answers: dict[str, str]) -> list[str]:
        work = plan(office.facts(**answers), lists, {"bank": ()}, {}, {}, office.today)
        return [str(question.slot) for question in work.questions]

    assert asked({}) == ["owner.business_plan"]
    assert asked({"owner__business_plan": "no"}) == []


def test_a_guarantee_goes_along_with_the_file_of_its_lender(office: Office) -> None:
    documents = [office.document("accounts", lead=(1, 10)), office.document("statement", lead=(1, 30))]
    wishes = [office.wish("accounts", "bank"), office.wish("statement", "state")]
    lines = merge(wishes, office.checklists(documents, {}), {})

    def planned_with(through: Mapping[str, tuple[str, ...]]) -> Schedule:
        return schedule(lines, office.today, BANK, None, EveryDay(office.today), through)

    apart, along = planned_with({}), planned_with({"state": ("bank",)})

    # Apart, the bank is asked on day 10, and nobody knows how long the state takes. Along with the loan, the bank waits for the
    # statement: submitted on day 30, decided on day 50, paid on day 60.
    assert apart.earliest_cash == after(office, 40)
    assert [caution.code for caution in apart.warnings] == ["lender_days_unknown"]
    assert along.earliest_cash == after(office, 60)
    assert along.warnings == ()
    assert not [event for event in along.events if event.id.endswith(":state")]
    assert along.critical_path[-1] == "cash:bank"
    assert along.times["statement"].critical
