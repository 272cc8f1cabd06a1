"""The financing mix in words: what may be combined, and the records that go in and come out.

A mix gives every use of the plan its money: from own money, from loans and other products, or as a gap. It
must keep to these rules (`u` a use, `i` a candidate); behind each rule stands where it is enforced.

1. For each `u`: what the candidates and own money pay for it, plus its gap, is its need (`leaf.place`).
2. Own money is never more than what is at hand (`leaf.fill`).
3. A candidate pays for `u` at most its ceiling there, which is 0 for a purpose it does not serve
   (`leaf.fill`, `leaf.place`).
4. A candidate in the mix brings at least its minimum and at most its maximum (`leaf.fill`; `board` leaves out
   who never can).
5. A guarantee is no money: it is a variant of its loan. It limits the loan, since amount x guaranteed share
   may not pass what can be guaranteed (`board`, as part of the top of a candidate).
6. Of one product at most one variant; no two products that exclude each other or need the first claim on the
   same asset (`pledges`); at most one main bank (`board`, as conflicts).
7. At most `max_lenders` lenders and `max_components` components (`search`, `cover`).
8. Every required product is in it (`search`, `cover`).
9. Interest and repayment a year of all components together stay within the room for repayment (`rows`).
10. Own money at hand and what counts as such for a candidate (a vendor loan behind the bank) reach the own
    means it asks (`rows`).
11. With a candidate whose lender sets a ceiling on all debt, the debt of the mix stays under what is left of
    that ceiling (`rows`).
12. A candidate that never pays alone has one of its partners beside it (`leaf`).

Which candidates are in play at all (verdict, paid out in time, not afterwards) is the caller's business. For
a chosen set of candidates the amounts follow by rule: the least gap, then the least cost, own money first,
equal prices by id; where rule 9, 10 or 11 binds, to the last whole euro that keeps it. A set of which a part
alone leaves a smaller gap is no mix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Label = Literal["cheapest", "fastest", "least_homework", "surest", "keeps_control", "balanced"]

OBJECTIVES: Final[tuple[Label, ...]] = ("cheapest", "fastest", "least_homework", "surest", "keeps_control")
"""The five objectives, in the order in which they break each other's ties."""

LABELS: Final[tuple[Label, ...]] = (*OBJECTIVES, "balanced")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One variant: a product, alone or with one guarantee. Inside a variant every figure is a constant.

    Attributes:
        id: Product id, or "product+guarantee"; unique, and ties go by it.
        product: Id of the product; of one product a mix holds one variant at most.
        lender: Who pays.
        kind: Kind of product.
        ceilings: Whole euros it may pay per use; 0 where it may not pay.
        minimum: Least amount in whole euros, at least 1.
        maximum: Largest amount in whole euros.
        price_ppm: Cost over the whole plan, in euros per million euros borrowed.
        fixed_cost: Cost in whole euros whatever the amount.
        days: Days until the money is there.
        documents: Ids of the document lines asked for; one that others ask too counts once.
        uncertainty: Points, 0 for sure.
        gives_shares: Whether the owner gives shares.
        private_guarantee: Whether the owner stands in privately.
        main_bank: Whether the lender acts as main bank in it.
        guarantee: Product id of the guarantee, if there is one.
        guarantee_share_ppm: Part of the amount that is guaranteed, per million.
        guarantee_ceiling: The most that can be guaranteed, in whole euros.
        excludes: Product ids that may not be in the same mix; naming it on one side is enough.
        service_ppb: Interest and repayment a year, in euros per thousand million borrowed: fine enough for the last
            whole euro of any loan.
        own_means: What its lender wants to see of own means, in whole euros.
        own_from: Product ids that count as own means for its lender, beside own money.
        debt_room: The most debt that may stand in one mix with it, its own amount included, in whole euros;
            None without such a ceiling.
        debt_of: Product ids whose amounts count under `debt_room`.
        partners: Product ids of which one must stand beside it; empty when it may pay alone.
    """

    id: str
    product: str
    lender: str
    kind: str
    ceilings: tuple[int, ...]
    minimum: int
    maximum: int
    price_ppm: int
    fixed_cost: int
    days: int
    documents: frozenset[str]
    uncertainty: int
    gives_shares: bool
    private_guarantee: bool
    main_bank: bool
    guarantee: str | None = None
    guarantee_share_ppm: int = 0
    guarantee_ceiling: int = 0
    excludes: frozenset[str] = frozenset()
    service_ppb: int = 0
    own_means: int = 0
    own_from: frozenset[str] = frozenset()
    debt_room: int | None = None
    debt_of: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()

    @property
    def products(self) -> frozenset[str]:
        """The ids of what takes part: the product and, where there is one, its guarantee."""
        return frozenset((self.product,) if self.guarantee is None else (self.product, self.guarantee))


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be financed, and with whom it may be.

    Attributes:
        need: Whole euros per use, each above 0.
        own: Own money at hand, in whole euros.
        candidates: The variants in play, in any order.
        effort: Effort per document line, 1 to 3.
        max_lenders: Most lenders in one mix.
        max_components: Most components in one mix, own money not counted.
        require: Product ids (a guarantee's too) that must be in every mix.
        service_room: What is left a year for interest and repayment of new debt, in whole euros, 0 when today's
            debt takes all; None when the figures do not tell.
        node_limit: Most work for one plan, in nodes of the search: each question has its part of it, a plan B a part of
            its own, and a set of amounts counts for four nodes; None for no limit. Counted
            in nodes and never in seconds, so that every machine gives the same answer.
    """

    need: tuple[int, ...]
    own: int
    candidates: tuple[Candidate, ...]
    effort: Mapping[str, int]
    max_lenders: int = 4
    max_components: int = 5
    require: frozenset[str] = frozenset()
    service_room: int | None = None
    node_limit: int | None = 8_000


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a mix.

    Attributes:
        candidate: The variant that pays.
        amount: Whole euros it brings.
        uses: (use, whole euros above 0), uses in the order of the plan.
    """

    candidate: Candidate
    amount: int
    uses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """One way to finance the plan.

    Attributes:
        parts: The components, by candidate id.
        own: Own money used, in whole euros.
        own_uses: (use, whole euros above 0) of own money.
        covered: Whole euros of the need that are covered, own money included.
        gap: Whole euros of the need that nobody covers.
        gap_uses: (use, whole euros above 0) of the gap.
        cost: Cost over the plan in whole euros; the sum is exact in micro-euros and then rounded up once.
        days: Days until the last money is there; the components run in parallel.
        homework: Sum of the effort over the distinct document lines.
        certainty: 100 x the points of the weakest component + the points of all; lower is surer.
        control: 100 x components that take shares + components with a private guarantee; lower keeps more.
        documents: The distinct document lines.
        labels: What it is best at, in the order of `LABELS`; empty for a mix outside the shown ones.
    """

    parts: tuple[Part, ...]
    own: int
    own_uses: tuple[tuple[int, int], ...]
    covered: int
    gap: int
    gap_uses: tuple[tuple[int, int], ...]
    cost: int
    days: int
    homework: int
    certainty: int
    control: int
    documents: frozenset[str]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer for a plan.

    Attributes:
        mixes: Distinct mixes, the balanced one first, then in the order of their labels.
        largest_cover: The mix with the smallest gap to the euro (the cheapest of those); None if nobody pays
            anything.
        proven: Whether every answer is proven best, so the work limit was not met.
        short_uses: The smallest set of uses with the largest shortage under the largest cover: it holds the
            whole gap. Empty when all is covered, every use when there is no mix.
        bound: Whether more money is on offer for those uses than the rules on debt service, own means or
            total debt let the largest cover take.
    """

    mixes: tuple[Mix, ...]
    largest_cover: Mix | None
    proven: bool
    short_uses: frozenset[int]
    bound: bool = False
