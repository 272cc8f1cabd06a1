"""How a financier will look at these figures: ratios against norms with a source and a date. Flags, never a chance."""

from __future__ import annotations

from finadvies.feasibility.measure import Light, Measure, measures
from finadvies.feasibility.statements import Statement, Terms, statements

__all__ = ["Light", "Measure", "Statement", "Terms", "measures", "statements"]
