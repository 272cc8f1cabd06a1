"""The plan in numbers: options by id, masks for what may not go together, supply per set of uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

from .model import Candidate, Plan

MICRO: Final = 1_000_000
"""Micro-euros in a euro. Euros times a price in ppm are micro-euros, so costs add up without rounding."""
NANO: Final = 1_000_000_000
"""Nano-euros in a euro, for what is paid a year: euros times a figure per thousand million."""


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate as the search sees it. Sets (documents, lenders, conflicts, required) are bit masks.

    Attributes:
        rank: Place in the order of ids.
        bit: 1 << rank.
        price: Micro-euros per euro.
        fixed: Micro-euros.
        lowest: Least amount in whole euros.
        top: Largest amount in whole euros, after maximum, guarantee and ceilings.
        ceilings: Whole euros per use, never above the need.
        supply: The most it can bring to each set of uses, in the order of `Board.cuts`.
        conflicts: The options it may not go with.
        required: The required products it brings.
        service: Micro-euros of interest and repayment a year, per euro.
        own_short: Whole euros of own means that its lender misses while own money alone counts.
        own_from: The options that count as own means for it.
        debt_room: The most debt beside and in it, in whole euros; None without such a ceiling that can bind.
        debt_of: The options that count under it.
        partners: The options of which one must stand beside it; 0 when it may pay alone.
    """

    candidate: Candidate
    rank: int
    bit: int
    price: int
    fixed: int
    lowest: int
    top: int
    ceilings: tuple[int, ...]
    supply: tuple[int, ...]
    days: int
    documents: int
    points: int
    shares: int
    guarantees: int
    lender: int
    conflicts: int
    required: int
    service: int
    own_short: int
    own_from: int
    debt_room: int | None
    debt_of: int
    partners: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question leaves out and insists on.

    Attributes:
        excluded: Options that may not be used.
        required: Required products that must be there.
    """

    excluded: int
    required: int


class Board:
    """A plan prepared for searching; fixed. Options are sorted by id, so rank order is id order."""

    def __init__(self, plan: Plan) -> None:
        _check(plan)
        self.plan = plan
        self.need = plan.need
        self.total = sum(plan.need)
        self.own = min(plan.own, self.total)
        self.cuts = range(1, 1 << len(plan.need))
        """The sets of uses, as masks. By max-flow = min-cut the gap is the largest shortage over them."""
        self.shortages = tuple(_sum_of(self.need, cut) - self.own for cut in self.cuts)
        """What own money alone leaves short in each set of uses, in whole euros."""
        self._lines = {line: place for place, line in enumerate(sorted(plan.effort))}
        weights: dict[int, int] = {}
        for line, place in self._lines.items():
            weights[plan.effort[line]] = weights.get(plan.effort[line], 0) | 1 << place
        self._lines_of_weight = sorted(weights.items())
        self._effort_of: dict[int, int] = {}
        self.service_room = plan.service_room
        """What new debt may ask a year, in whole euros; None where nothing is known."""
        self.options = self._lay_out()
        self.bound = [o for o in self.options if o.own_short or o.debt_room is not None or o.partners]
        """The options that bind others: by the own means or the total debt their lender sees, or as never alone."""
        self.has_rows = plan.service_room is not None or bool(self.bound)
        """Whether amounts, or who may stand alone, can hang on more than ceilings: most plans have none of it."""
        self.by_price = sorted(self.options, key=lambda option: (option.price, option.rank))
        dearest = max([option.price for option in self.options], default=0)
        self.most_cost = (dearest * self.total + sum([option.fixed for option in self.options])) // MICRO + 2
        """More than any mix costs, in whole euros."""
        self.everything = Scope(excluded=0, required=(1 << len(plan.require)) - 1)

    def effort(self, documents: int) -> int:
        """Homework of a set of document lines, in points."""
        known = self._effort_of.get(documents)
        if known is None:
            known = sum([weight * (documents & lines).bit_count() for weight, lines in self._lines_of_weight])
            self._effort_of[documents] = known
        return known

    @staticmethod
    def members(mask: int) -> tuple[int, ...]:
        """The places of the bits in a mask, ascending."""
        places = []
        while mask:
            bit = mask & -mask
            places.append(bit.bit_length() - 1)
            mask ^= bit
        return tuple(places)

    def short_after(self, ranks: tuple[int, ...]) -> tuple[int, ...]:
        """What own money and these options at most leave short in each set of uses, in whole euros."""
        short = self.shortages
        for rank in ranks:
            short = tuple([x - y for x, y in zip(short, self.options[rank].supply, strict=True)])
        return short

    def scope_without(self, *, products: frozenset[str], kinds: frozenset[str] | None) -> Scope:
        """The scope in which these products refuse and, if kinds are given, only those kinds take part.

        A product that refuses is no longer required.
        """
        excluded = 0
        for option in self.options:
            refuses = option.candidate.products & products
            if refuses or (kinds is not None and option.candidate.kind not in kinds):
                excluded |= option.bit
        required = 0
        for bit, product in enumerate(sorted(self.plan.require)):
            if product not in products:
                required |= 1 << bit
        return Scope(excluded=excluded, required=required)

    def in_scope(self, support: int, scope: Scope) -> bool:
        """Whether a support keeps to a scope."""
        if support & scope.excluded:
            return False
        missing = scope.required
        if missing:
            for rank in self.members(support):
                missing &= ~self.options[rank].required
        return not missing

    def _lay_out(self) -> tuple[Option, ...]:
        usable = self._usable()
        taking_part = _taking_part([candidate for candidate, _ in usable])
        conflicts = _conflicts([candidate for candidate, _ in usable], taking_part)
        lenders = {lender: 1 << n for n, lender in enumerate(sorted({c.lender for c, _ in usable}))}
        required = {product: 1 << n for n, product in enumerate(sorted(self.plan.require))}
        options = []
        for rank, (candidate, top) in enumerate(usable):
            ceilings = tuple(map(min, candidate.ceilings, self.need))
            options.append(
                Option(
                    candidate=candidate,
                    rank=rank,
                    bit=1 << rank,
                    price=candidate.price_ppm,
                    fixed=candidate.fixed_cost * MICRO,
                    lowest=candidate.minimum,
                    top=top,
                    ceilings=ceilings,
                    supply=tuple([min(top, _sum_of(ceilings, cut)) for cut in self.cuts]),
                    days=candidate.days,
                    documents=sum(1 << self._lines[line] for line in candidate.documents),
                    points=candidate.uncertainty,
                    shares=int(candidate.gives_shares),
                    guarantees=int(candidate.private_guarantee),
                    lender=lenders[candidate.lender],
                    conflicts=conflicts[rank],
                    required=sum(required.get(product, 0) for product in candidate.products),
                    service=candidate.service_ppb,
                    own_short=max(0, candidate.own_means - self.plan.own),
                    own_from=_union(taking_part, candidate.own_from),
                    debt_room=candidate.debt_room
                    if candidate.debt_room is not None and candidate.debt_room < self.total
                    else None,
                    debt_of=_union(taking_part, candidate.debt_of),
                    partners=_union(taking_part, candidate.partners) & ~taking_part[candidate.product],
                )
            )
        return tuple(options)

    def _usable(self) -> list[tuple[Candidate, int]]:
        """The candidates that can be in some mix, by id, with the most each can bring."""
        tops = [(candidate, _top(candidate, self.need)) for candidate in sorted(self.plan.candidates, key=lambda c: c.id)]
        usable = [(candidate, top) for candidate, top in tops if self._can_bring_its_minimum(candidate, top)]
        while True:
            kept = [(candidate, top) for candidate, top in usable if self._can_be_joined(candidate, usable)]
            if len(kept) == len(usable):
                return kept
            usable = kept  # who fell out may have been somebody's only partner

    def _can_bring_its_minimum(self, candidate: Candidate, top: int) -> bool:
        room = self.plan.service_room
        return (
            candidate.minimum <= top
            and (room is None or candidate.minimum * candidate.service_ppb <= room * NANO)
            and (
                candidate.debt_room is None
                or candidate.product not in candidate.debt_of
                or candidate.minimum <= candidate.debt_room
            )
        )

    def _can_be_joined(self, candidate: Candidate, usable: list[tuple[Candidate, int]]) -> bool:
        """Whether there is a partner for who never pays alone, and enough that counts as own means."""
        others = [(other, top) for other, top in usable if other.product != candidate.product]
        if candidate.partners and not any(other.products & candidate.partners for other, _ in others):
            return False
        counting = sum(top for other, top in others if other.products & candidate.own_from)
        return candidate.own_means <= self.plan.own + counting


def _sum_of(values: tuple[int, ...], cut: int) -> int:
    return sum([value for use, value in enumerate(values) if cut >> use & 1])


def _top(candidate: Candidate, need: tuple[int, ...]) -> int:
    top = min(candidate.maximum, sum(map(min, candidate.ceilings, need)))
    if candidate.guarantee is not None and candidate.guarantee_share_ppm:
        top = min(top, candidate.guarantee_ceiling * MICRO // candidate.guarantee_share_ppm)
    return top


def _taking_part(candidates: list[Candidate]) -> dict[str, int]:
    """Per product the candidates in which it takes part, as the loan or as its guarantee."""
    found: dict[str, int] = {}
    for rank, candidate in enumerate(candidates):
        for product in candidate.products:
            found[product] = found.get(product, 0) | 1 << rank
    return found


def _union(taking_part: dict[str, int], products: frozenset[str]) -> int:
    union = 0
    for product in products:
        union |= taking_part.get(product, 0)
    return union


def _conflicts(candidates: list[Candidate], taking_part: dict[str, int]) -> list[int]:
    """For each candidate whom it may not go with: other variants, exclusions both ways, other main banks."""
    variants: dict[str, int] = {}
    banks: dict[str, int] = {}
    for rank, candidate in enumerate(candidates):
        variants[candidate.product] = variants.get(candidate.product, 0) | 1 << rank
        if candidate.main_bank:
            banks[candidate.lender] = banks.get(candidate.lender, 0) | 1 << rank
    all_banks = sum(banks.values())
    masks = [0] * len(candidates)
    for rank, candidate in enumerate(candidates):
        masks[rank] |= variants[candidate.product]
        if candidate.main_bank:
            masks[rank] |= all_banks & ~banks[candidate.lender]
        for product in candidate.excludes:
            excluded = taking_part.get(product, 0)
            masks[rank] |= excluded
            while excluded:
                bit = excluded & -excluded
                masks[bit.bit_length() - 1] |= 1 << rank
                excluded ^= bit
    return [mask & ~(1 << rank) for rank, mask in enumerate(masks)]


def _check(plan: Plan) -> None:
    """Refuse what would make the answer meaningless: mistakes of the caller, not of the client's data."""
    if not plan.need or min(plan.need) <= 0:
        _refuse(f"every use needs money, so no empty plan and no use of 0 euros: {plan.need}")
    if plan.service_room is not None and plan.service_room < 0:
        _refuse("the room for interest and repayment cannot be below 0")
    if plan.own < 0 or plan.max_lenders < 0 or plan.max_components < 0:
        _refuse("own money, lenders and components cannot be below 0")
    seen = set()
    for candidate in plan.candidates:
        if candidate.id in seen:
            _refuse(f"two candidates are called {candidate.id}")
        seen.add(candidate.id)
        if len(candidate.ceilings) != len(plan.need) or min(candidate.ceilings) < 0:
            _refuse(f"{candidate.id} needs one ceiling of 0 or more for each use")
        figures = (candidate.price_ppm, candidate.fixed_cost, candidate.days, candidate.uncertainty, candidate.service_ppb)
        if candidate.minimum < 1 or min(figures) < 0:
            _refuse(f"{candidate.id} needs a minimum of 1 or more, and no figure below 0")
        if unknown := candidate.documents - plan.effort.keys():
            _refuse(f"{candidate.id} asks for {', '.join(sorted(unknown))}, of unknown effort")


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)
