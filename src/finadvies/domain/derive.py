"""How derived facts follow from other facts. Each formula names what it needs: that is what to ask when its fact is missing.

Bounds of the trade (ages, sizes, ceilings) come from `catalogue/parameters`, never from here.
"""

from __future__ import annotations

# Importing a module puts its formulas in the list.
from finadvies.domain import derive_company as _company
from finadvies.domain import derive_figures as _figures
from finadvies.domain import derive_plan as _plan
from finadvies.domain.formulas import FORMULAS, Formula

__all__ = ["FORMULAS", "Formula"]

_MODULES = (_company, _figures, _plan)
