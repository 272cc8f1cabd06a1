"""The exact search for financing mixes: what to show, the largest cover, and what if someone refuses."""

from .choice import others, solve
from .model import LABELS, OBJECTIVES, Candidate, Label, Mix, Part, Plan, Result
from .second_choice import best_made_of, plan_b
from .workbench import Workbench

__all__ = [
    "LABELS",
    "OBJECTIVES",
    "Candidate",
    "Label",
    "Mix",
    "Part",
    "Plan",
    "Result",
    "Workbench",
    "best_made_of",
    "others",
    "plan_b",
    "solve",
]
