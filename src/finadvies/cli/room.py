"""The outcome at the table: one screen after the other, each with the keys that lead on; never a dead end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from finadvies.advice import Advice, Proposal
from finadvies.advice.after_yes import after_yes
from finadvies.advice.attempts import Attempt, latest
from finadvies.advice.second_chance import SecondChance, second_chance
from finadvies.advice.urgent import is_urgent
from finadvies.cli.by_name import ByName
from finadvies.cli.run import Run
from finadvies.domain.client import Slot, parked
from finadvies.domain.values import Answer
from finadvies.dossiers.names import named
from finadvies.dossiers.record import Dossier, receipts_of, statuses_of
from finadvies.exports.homework_view import View, view
from finadvies.exports.layout import Screen, blank, pages, row
from finadvies.exports.paper import Course, course
from finadvies.exports.refusal_letter import write_letter
from finadvies.exports.screens import after_yes as after_yes_screen
from finadvies.exports.screens import cards, figures, first_steps, mixes, options, timeline, urgent, whatif
from finadvies.exports.screens import homework as homework_screen
from finadvies.exports.screens import second_chance as second_screen
from finadvies.homework import Homework
from finadvies.interview.asker import Asker

SHOWN_MIXES: Final = 3
FOOT: Final = 4
"""Rows kept free under a screen: its keys, and the mark that waits."""
FEWEST_ROWS: Final = 10
FOUND: Final = 9
"""Products to choose from by one key."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The homework of one mix, or without one of all that is open."""

    plan: Homework
    view: View
    course: Course
    title: str


class Table(Protocol):
    """What can be done with the dossier at the table; everything is kept at once."""

    def revise(self) -> Advice:
        """Look the answers over; the advice after it."""

    def ask(self, slot: Slot) -> Advice:
        """Put one question; the advice after it."""

    def tell(self, slot: Slot, answer: Answer) -> Advice:
        """Take in an answer that was given otherwise; the advice after it."""

    def wrote(self, papers: Sequence[Path]) -> None:
        """Know which papers in the dossier folder are ours."""

    def go_for(self, products: tuple[str, ...]) -> None:
        """Keep what the client goes for."""


@dataclass
class Room:
    """What is shown after the questions, and where in it we are.

    Attributes:
        run: catalogue, language, console.
        asker: who waits for keys.
        dossier: whose outcome this is.
        advice: the outcome.
        table: what can be done with the dossier.
        adviser: whether the adviser's version is on the screen.
        picked: the mix that the client goes for.
    """

    run: Run
    asker: Asker
    dossier: Dossier
    advice: Advice
    table: Table
    adviser: bool = False
    picked: Proposal | None = None
    _papers: dict[str, Papers] = field(default_factory=dict)

    # -- walking through -------------------------------------------------------------------------------------------------

    def hold(self) -> None:
        """From the first screen to the last."""
        at = 0
        while at < len(self._road()):
            name = self._road()[at]
            pressed = self._page(name)
            if pressed == "end":
                break
            at = self._after(pressed, at)

    def _road(self) -> tuple[str, ...]:
        """The screens in their order: what is urgent first, and without any mix whom to call instead."""
        first = ("weeks", "money") if is_urgent(self.advice) else ()
        if self._answer is not None:
            first = ("answer", *first)
        if not self.shown and not self.advice.open_options:
            return (*first, "figures", "closed", "change")
        last = ("homework", "days") if self.products else ()
        return (*first, "figures", "mixes", "change", *last, "first")

    @property
    def _answer(self) -> Attempt | None:
        """The last answer of a provider; None where none came in, or one is still awaited."""
        last = latest(self.advice.client, self.run.catalogue)
        return last if last is not None and last.result not in (None, "pending") else None

    def _after(self, pressed: str, at: int) -> int:
        match pressed:
            case "next":
                return at + 1
            case "back":
                return max(0, at - 1)
            case "view":
                self.adviser = not self.adviser
            case "answers":
                self._refreshed(self.table.revise())
            case "homework":
                return self._road().index("homework")
            case "all":
                self._show(self._all)
            case "why":
                self._why()
            case "letter":
                self._letter()
            case "compare":
                self._show(lambda: cards.compared(self.advice, self.run.texts, self.width, self.shown))
            case _:
                return self._opened(pressed, at)
        return min(at, len(self._road()) - 1)

    def _opened(self, pressed: str, at: int) -> int:
        """A mix with all there is to know of it; from there on to its homework, or to another."""
        texts = self.run.texts
        while True:
            proposal = next(p for p in self.shown if p.id == pressed)
            show = partial(mixes.opened, proposal, self.advice, texts, self.width, in_sentences=not self.adviser)
            others = {p.id: p.id for p in self.shown}
            line = texts.say("room.on_mix", numbers=self._numbers())
            pressed = self._show(show, line, {"h": "homework", "": "homework", "<": "back", **others})
            if pressed == "back":
                return at
            if pressed == "homework":
                self.picked = proposal
                self.table.go_for(proposal.products)
                return self._road().index("homework")

    def _refreshed(self, advice: Advice) -> None:
        """Other answers give other mixes; the choice stands as long as a mix of the same products does."""
        before = self.picked.products if self.picked is not None else None
        self.advice, self._papers = advice, {}
        self.picked = next((p for p in advice.proposals if p.products == before), None)

    # -- the screens -----------------------------------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """Columns for text."""
        return self.run.console.width

    @property
    def shown(self) -> tuple[Proposal, ...]:
        """The mixes on the screen; the client sees three."""
        return self.advice.proposals if self.adviser else self.advice.proposals[:SHOWN_MIXES]

    @property
    def chosen(self) -> Proposal | None:
        """The mix that the homework is for: the one picked; else where bills are at risk the quickest, and elsewhere the first."""
        quickest = (p for p in self.shown if is_urgent(self.advice) and "fastest" in p.labels)
        return self.picked or next(quickest, next(iter(self.shown), None))

    @property
    def products(self) -> tuple[str, ...]:
        """What the homework is for: the mix, or without one whatever is open."""
        if self.chosen is not None:
            return self.chosen.products
        return tuple(option.product.id for option in self.advice.open_options)

    @property
    def papers(self) -> Papers | None:
        """The homework; worked out once for each choice."""
        if not self.products:
            return None
        key = self.chosen.id if self.chosen is not None else ""
        if key not in self._papers:
            texts, documents = self.run.texts, self.dossier.documents
            plan = self.advice.homework(self.products, statuses_of(documents))
            found = view(self.advice, plan, texts, receipts=receipts_of(documents))
            title = texts.say("homework.title", mix=key) if key else texts.say("homework.title_open")
            self._papers[key] = Papers(plan, found, course(self.advice, plan, found, texts, self.chosen), title)
        return self._papers[key]

    def _page(self, name: str) -> str:
        if name == "homework" and self.advice.client.answer(Slot("client.route")) is None:
            self._refreshed(self.table.ask(Slot("client.route")))
        screens: Mapping[str, Callable[[], Screen]] = {
            "answer": self._after_answer,
            "weeks": lambda: urgent.first_weeks(self.advice, self.run.texts, self.width),
            "money": lambda: urgent.then_money(self.advice, self.run.texts, self.width),
            "figures": self._figures,
            "mixes": self._mixes,
            "change": self._change,
            "closed": lambda: urgent.closed_door(self.advice, self.run.texts, self.width),
            "homework": self._homework,
            "days": self._days,
            "first": self._first,
        }
        line, keys = self._keys(name)
        return self._show(screens[name], line, keys)

    @property
    def _second_chance(self) -> SecondChance | None:
        """The road after a no, or after the client stopped by itself."""
        answer = self._answer
        if answer is None or answer.result == "accepted":
            return None
        return second_chance(self.advice, answer, statuses_of(self.dossier.documents))

    def _after_answer(self) -> Screen:
        road, texts = self._second_chance, self.run.texts
        if road is not None:
            return second_screen.second_chance(road, texts, self.width, adviser=self.adviser)
        if self._answer is None:
            return []
        granted = after_yes(self.advice, self._answer, statuses_of(self.dossier.documents))
        return after_yes_screen.after_yes(granted, texts, self.width, dossier=named(self.dossier.folder))

    def _letter(self) -> None:
        """The request for the reason on paper, beside the homework."""
        road, texts = self._second_chance, self.run.texts
        if road is None or not road.can_ask:
            return
        folder = self.dossier.folder / texts.say("files.homework")
        written = write_letter(road, texts, folder)
        self.table.wrote(written)
        self.asker.tell(texts.say("outcomes.letter_written", n=len(written), folder=folder))

    def _figures(self) -> Screen:
        shown = figures.feasibility(self.advice, self.run.texts, self.width, adviser=self.adviser)
        return [*shown, *figures.remarks(self.advice, self.run.texts, self.width)]

    def _mixes(self) -> Screen:
        console = self.run.console
        return cards.cards(self.advice, self.run.texts, console.width, console.columns, self.shown, adviser=self.adviser)

    def _change(self) -> Screen:
        from finadvies.advice.nearest import nearest  # noqa: PLC0415 - reckoned only for who looks at it

        texts = self.run.texts
        screen = options.near_misses(self.advice, texts, self.width)
        return screen + whatif.nearest(nearest(self.advice), self.advice, texts, self.width, adviser=self.adviser, then=False)

    def _homework(self) -> Screen:
        papers = self.papers
        if papers is None:
            return []
        screen = homework_screen.homework(papers.view, self.run.texts, self.width, papers.title)
        return screen + homework_screen.reminders(papers.view, self.run.texts, self.width)

    def _days(self) -> Screen:
        papers, texts = self.papers, self.run.texts
        if papers is None:
            return []
        found = papers.view
        told = f"{texts.say('homework.cash', submit=found.submit, cash=found.cash)} {found.slack}".strip() if found.cash else ""
        return timeline.timeline(papers.course, texts, self.width, self.advice.today, told)

    def _first(self) -> Screen:
        papers = self.papers
        found, days = (papers.view, papers.course) if papers is not None else (None, None)
        waiting = parked(self.advice.client)
        return first_steps.first_steps(self.advice, self.chosen, found, days, waiting, self.run.texts, self.width)

    def _all(self) -> Screen:
        return options.shortlist(self.advice, self.run.texts, self.width, adviser=self.adviser)

    def _why(self) -> None:
        """Why or why not: one product, found by a part of its name or of its lender's."""
        look = ByName(self.advice, self.run.texts)
        typed = self.asker.line(self.run.texts.say("room.which"))
        found = look.find(typed)[:FOUND] if typed else ()
        if not found:
            self.asker.tell(self.run.texts.say("room.none_found", typed=typed))
            return
        which = found[0]
        if len(found) > 1:
            self.run.console.show([row(f"{number}  {look.name(option)}") for number, option in enumerate(found, start=1)])
            keys = {str(number): str(number - 1) for number, _ in enumerate(found, start=1)}
            pressed = self.asker.key(self.run.texts.say("room.pick", n=len(found)), {**keys, "<": "back", "": "back"})
            if pressed == "back":
                return
            which = found[int(pressed)]
        self._show(lambda: options.why(self.advice, which, self.run.texts, self.width))

    # -- keys and paper --------------------------------------------------------------------------------------------------

    def _keys(self, name: str) -> tuple[str, dict[str, str]]:
        """The keys under a screen, and what they mean."""
        texts = self.run.texts
        keys = {"": "next", "<": "back", "o": "answers", "k": "view", "q": "end"}
        told = [texts.say("room.last" if name == self._road()[-1] else "room.next")]
        if name == "mixes" and self.shown:
            keys |= {p.id: p.id for p in self.shown} | {"v": "compare", "w": "why"}
            told.append(texts.say("room.open", numbers=self._numbers()))
            if len(self.shown) > 1:
                told.append(texts.say("room.compare"))
            told.append(texts.say("room.why"))
        if name == "answer" and (road := self._second_chance) is not None and road.can_ask:
            keys["b"] = "letter"
            told.append(texts.say("room.letter"))
        if name in ("mixes", "change", "closed"):
            keys |= {"a": "all", "w": "why"}
            told.append(texts.say("room.all"))
        told += [texts.say("room.back"), texts.say("room.answers")]
        told.append(texts.say("room.to_client" if self.adviser else "room.to_adviser"))
        told.append(texts.say("room.end"))
        return " · ".join(told), keys

    def _numbers(self) -> str:
        return f"1-{len(self.shown)}" if len(self.shown) > 1 else "1"

    def _show(self, screen: Callable[[], Screen], line: str = "", keys: Mapping[str, str] | None = None) -> str:
        """A screen in parts that fit, and the key that was pressed; the keys of the screen work under each of its parts."""
        console, texts = self.run.console, self.run.texts
        known = keys or {"": "next"}
        parts = [screen()] if console.ascii_only else pages(screen(), max(FEWEST_ROWS, console.rows - FOOT))
        for number, part in enumerate(parts, start=1):
            head: Screen = [row((texts.say("room.for_adviser"), "dim"))] if self.adviser and number == 1 else []
            console.show([blank(), *head, *part])
            if number < len(parts):
                more = texts.say("room.more", page=number, pages=len(parts))
                pressed = self.asker.key(more, {**known, "": "more"})
                if pressed != "more":
                    return pressed
        return self.asker.key(line or texts.say("room.seen"), known)
