"""What is known of a client on a day: given answers and what follows from them, asked for by fact key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Answers, Client, Slot
from finadvies.domain.derive import FORMULAS
from finadvies.domain.facts import FACTS
from finadvies.domain.values import UNKNOWN, Interval, Known, Members, Place, Unknown

FULL_YEAR: Final = ("final", "draft")


class Facts:
    """The facts of one client, of one use where one is in hand, and of one option while it is judged.

    Derived facts are worked out when first asked for and kept.

    Args:
        client: the answers.
        catalogue: for the tables that derived facts need (sectors, places, legal bounds).
        today: the day on which ages and dates are judged.
    """

    def __init__(self, client: Client, catalogue: Catalogue, today: date) -> None:
        self.client: Final = client
        self.catalogue: Final = catalogue
        self.today: Final = today
        self.use: int | None = None
        self._extra: Mapping[str, Known] = {}
        self._cache: dict[str, Known] = {}
        self._year = latest_year(client.years)

    def for_use(self, index: int) -> Facts:
        """The same facts with use `index` in hand."""
        view = self._view()
        view.use = index
        return view

    def for_option(self, extra: Mapping[str, Known]) -> Facts:
        """The same facts with those of an option beside them (`option.amount`, `figures.dscr_after`, ...)."""
        view = self._view()
        view.use = self.use
        view._extra = {**self._extra, **extra}  # noqa: SLF001 - a view is made here only
        return view

    def _view(self) -> Facts:
        # The cache is shared: no formula rests on a fact of an option, and those of a use are kept under its number.
        view = Facts.__new__(Facts)
        view.__dict__.update(self.__dict__)
        return view

    @property
    def latest_year(self) -> int | None:
        """Position of the figures that count: the newest full year that is final or a draft."""
        return self._year

    def get(self, key: str) -> Known:
        """The value of a fact, or UNKNOWN."""
        if key in self._extra:
            return self._extra[key]
        given = self._given(key)
        if given is not UNKNOWN:
            return given
        formula = FORMULAS.get(key)
        if formula is None:
            return UNKNOWN
        name = key if FACTS[key].scope != "use" else f"{key}#{self.use}"
        if name not in self._cache:
            self._cache[name] = formula.work_out(self)
        return self._cache[name]

    def _given(self, key: str) -> Known:
        scope = FACTS[key].scope
        if scope == "client":
            return self.client.value(key)
        if scope == "use":
            return UNKNOWN if self.use is None else self.client.value(key, self.use)
        if scope == "figures":
            return UNKNOWN if self._year is None else self.client.value(key, self._year)
        return UNKNOWN

    def missing(self, key: str) -> tuple[Slot, ...]:
        """The answers that would tell more of `key`; empty when it is known, or when no answer can tell."""
        value = self.get(key)
        if not _open(value):
            return ()
        fact = FACTS[key]
        if fact.chapter:
            where = self._slot(key)
            return (where,) if where is not None and self._given(key) is UNKNOWN else ()
        formula = FORMULAS.get(key)
        needs = formula.needs if formula else ()
        return tuple(dict.fromkeys(where for need in needs for where in self._missing_of(need)))

    def _missing_of(self, need: str) -> tuple[Slot, ...]:
        """As `missing`; a fact of the uses is asked of every use when none is in hand."""
        if FACTS[need].scope == "use" and self.use is None:
            uses = range(max(1, len(self.client.uses)))
            return tuple(Slot(need, index) for index in uses if self.client.value(need, index) is UNKNOWN)
        return self.missing(need)

    def _slot(self, key: str) -> Slot | None:
        scope = FACTS[key].scope
        if scope == "client":
            return Slot(key)
        if scope == "use":
            return None if self.use is None else Slot(key, self.use)
        if scope == "figures":
            return Slot(key, self._year or 0)
        if scope == "history":
            return Slot(key, len(self.client.history))
        return None


def _open(value: Known) -> bool:
    """Whether more could be told."""
    if isinstance(value, Members):
        return bool(value.maybe)
    if isinstance(value, Place):
        return value.postcode is None
    return isinstance(value, Unknown | Interval)


def latest_year(years: tuple[Answers, ...]) -> int | None:
    """Position of the newest full year that is final or a draft, or of which that is not told."""
    full = [
        (table["figures.year"].value if "figures.year" in table else None, -position, position)
        for position, table in enumerate(years)
        if "figures.kind" not in table or table["figures.kind"].value in (*FULL_YEAR, UNKNOWN)
    ]
    dated = [(year, back, position) for year, back, position in full if isinstance(year, int)]
    if dated:
        return max(dated)[2]
    return full[0][2] if full else None
