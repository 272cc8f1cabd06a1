"""Finding a product by what somebody at the table calls it."""

from __future__ import annotations

from dataclasses import dataclass

from finadvies.advice import Advice
from finadvies.exports import names
from finadvies.locale import Texts
from finadvies.rules.eligibility import Option


@dataclass(frozen=True, slots=True)
class ByName:
    """The options by name."""

    advice: Advice
    texts: Texts

    def name(self, option: Option) -> str:
        """As the screens call it."""
        return names.product(option.product, self.texts, self.advice.catalogue)

    def find(self, typed: str) -> tuple[Option, ...]:
        """The options that hold every typed word in their name, id, lender or kind; what is open first."""
        words = typed.casefold().split()
        return tuple(option for option in self.advice.options if all(word in self._told(option) for word in words))

    def _told(self, option: Option) -> str:
        product = option.product
        lender = names.lender(product.lender, self.advice, self.texts)
        kind = self.texts.term("kinds", product.kind)
        return f"{self.name(option)} {product.id} {lender} {kind}".casefold()
