"""Which open options fail on the ground of a refusal, which do not, and which begin only after a no.

An option looks at a ground when one of its criteria belongs to it, or asks a fact that the ground is about. Where none of its
criteria does, the kind of money tells what is usual. No open option is left out: each stands in one of three groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from finadvies.domain.catalogue import Catalogue, GroundEntry
from finadvies.domain.condition import facts_of
from finadvies.domain.product import Product
from finadvies.rules.eligibility import Option, Reason
from finadvies.rules.truth import Truth

Group = Literal["hit", "spared", "begins"]
How = Literal[
    "refused", "refused_before", "fails", "open", "judged", "kind_hit", "part", "meets", "judged_too", "open_too", "silent", "kind_spared",
    "granted", "after_no",
]  # fmt: skip
HOWS: Final[tuple[How, ...]] = (
    "refused", "refused_before", "fails", "open", "judged", "kind_hit", "part", "open_too", "judged_too", "meets", "silent", "kind_spared",
    "granted", "after_no",
)  # fmt: skip
"""From shut to free: of several grounds the first one tells."""
HIT: Final = frozenset({"refused", "refused_before", "fails", "open", "judged", "kind_hit"})

AFTER_NO: Final = frozenset({"history.rejected_lender_kinds", "history.refused_in_writing"})
"""Facts of a rule that wants an earlier no."""
BY_AMOUNT: Final = frozenset({"too_small", "too_large"})
"""Grounds that the least and the most which a product lends speak of."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one open option stands after the refusal.

    Attributes:
        group: fails on the same ground, does not, or begins after a no.
        how: what makes it so. `fails`: a criterion on the ground is not met; `open`: it cannot be told yet; `judged`: a person
            looks at it; `kind_hit`, `kind_spared`: no criterion, and that is usual for the kind; `part`: it can pay a part of the
            amount; `meets`: it looks too, and its own limit is met; `judged_too`, `open_too`: as `judged` and `open`, of a kind that is
            usually spared; `silent`: nothing is known of it; `refused`: it is the one that said no; `refused_before`: it said no at another
            time; `granted`: it has said yes already; `after_no`: it wants an earlier no.
        reasons: the criteria that make it so; what else on the ground is not met stands with them, also of one that begins.
        grounds: the grounds that they speak of.
        same_lender: the lender, or its group, is the one that said no.
    """

    option: Option
    group: Group
    how: How
    reasons: tuple[Reason, ...] = ()
    grounds: tuple[str, ...] = ()
    same_lender: bool = False

    @property
    def fails(self) -> bool:
        """Whether a criterion on the ground is not met."""
        return any(reason.truth is Truth.FALSE for reason in self.reasons)


def looks_at(option: Option, ground: GroundEntry) -> tuple[Reason, ...]:
    """The criteria of an option that are about a ground."""
    return tuple(reason for reason in option.reasons if not reason.moot and _is_about(reason, ground))


def _is_about(reason: Reason, ground: GroundEntry) -> bool:
    if reason.criterion is None:
        return reason.id == "amount" and ground.id in BY_AMOUNT
    when = reason.criterion.when
    return reason.ground == ground.id or (when is not None and not set(ground.facts).isdisjoint(facts_of(when)))


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer that the options are held against.

    Attributes:
        product: what was asked; None where only a lender or a kind was told.
        grounds: of the no; none where no reason is known.
        asked_eur: the amount asked, in whole euros; None where it is not known.
        said_no: the lender refused; False where the client stopped by itself.
        before: products that said no at another time.
        granted: products that have said yes.
    """

    product: Product | None
    grounds: tuple[GroundEntry, ...] = ()
    asked_eur: int | None = None
    said_no: bool = True
    before: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()


def standings(options: Sequence[Option], refused: Refused, catalogue: Catalogue) -> tuple[Standing, ...]:
    """Where each of the open options stands, in the order given; the catalogue tells who belongs to which group."""
    return tuple(_standing(option, refused, catalogue) for option in options)


def _standing(option: Option, refused: Refused, catalogue: Catalogue) -> Standing:
    product = refused.product
    same_lender = product is not None and _one_house(option.product.lender, product.lender, catalogue)
    judged = [(*_on(option, ground, refused.asked_eur), ground.id) for ground in refused.grounds]
    how: How = min((each[0] for each in judged), key=HOWS.index, default="silent")
    telling = [each for each in judged if each[0] == how]
    reasons = tuple(dict.fromkeys(reason for _, told, _ in telling for reason in told))
    about = tuple(ground for _, _, ground in telling)
    spoken = _answered(option, refused)
    if spoken is not None:
        return Standing(option, "hit" if spoken in HIT else "spared", spoken, reasons, about, same_lender)
    after = tuple(_after_no(option)) if refused.said_no else ()
    if after:
        failing = reasons if how == "fails" else ()
        return Standing(option, "begins", "after_no", (*after, *failing), about if failing else (), same_lender)
    return Standing(option, "hit" if how in HIT else "spared", how, reasons, about, same_lender)


def _answered(option: Option, refused: Refused) -> How | None:
    """What an option has answered itself, which goes before all that its criteria say."""
    key = option.product.id
    if refused.said_no and refused.product is not None and key == refused.product.id:
        return "refused"
    if key in refused.granted:
        return "granted"
    return "refused_before" if key in refused.before else None


def _one_house(lender: str, other: str, catalogue: Catalogue) -> bool:
    if lender == other:
        return True
    groups = [catalogue.lenders[key].group for key in (lender, other) if key in catalogue.lenders]
    return len(groups) == 2 and groups[0] is not None and groups[0] == groups[1]  # noqa: PLR2004 - the two of them


def _after_no(option: Option) -> Iterator[Reason]:
    """The rules that want an earlier no, and have got it."""
    for reason in option.reasons:
        when = reason.criterion.when if reason.criterion is not None else None
        if when is not None and reason.truth is Truth.TRUE and not reason.moot and not AFTER_NO.isdisjoint(facts_of(when)):
            yield reason


def _on(option: Option, ground: GroundEntry, asked_eur: int | None) -> tuple[How, tuple[Reason, ...]]:
    """What one ground says of an option, and the criteria that make it so."""
    kind = option.product.kind
    looking = looks_at(option, ground)
    computed = [reason for reason in looking if reason.level != "judgement"]
    judged = tuple(reason for reason in looking if reason.level == "judgement")
    false = tuple(reason for reason in computed if reason.truth is Truth.FALSE)
    unknown = tuple(reason for reason in computed if reason.truth is Truth.UNKNOWN)
    spared = kind in ground.spares_kinds
    if false:
        return "fails", false
    if ground.id == "too_large" and (known := _size(option, asked_eur)) is not None:
        return known
    if unknown:
        return ("open_too" if spared else "open"), unknown
    if judged:
        return ("judged_too" if spared else "judged"), judged
    if computed:
        return "meets", tuple(computed)
    if kind in ground.hits_kinds:
        return "kind_hit", ()
    return ("kind_spared" if spared else "silent"), ()


def _size(option: Option, asked_eur: int | None) -> tuple[How, tuple[Reason, ...]] | None:
    """Whether an option lends as much as was refused, or a part; None where one of the two is not known."""
    amounts = tuple(reason for reason in option.reasons if reason.id == "amount")
    most = _ceiling(amounts)
    if asked_eur is None or most is None:
        return None
    return ("meets" if most >= asked_eur else "part"), amounts


def _ceiling(amounts: Sequence[Reason]) -> Decimal | None:
    """The most that a product lends by its own rules, in euros."""
    for reason in amounts:
        if isinstance(reason.required, tuple) and len(reason.required) == 2:  # noqa: PLR2004 - least and most
            most = reason.required[1]
            return Decimal(most) if isinstance(most, int | Decimal) else None
    return None
