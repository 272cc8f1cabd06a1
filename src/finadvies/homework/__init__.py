"""The homework: what the chosen lenders ask of this client, as one list, and when to begin what.

The road goes `lists` (a lender's list laid flat) -> `requirements` (what counts for these products and this client)
-> `merging` (one line for each document and use, the strictest marks of all lenders) -> `rounds`, `freshness` and
`schedule` (the planning) -> `plan` (all of it for a mix, and what the search of mixes asks of each product). Records
carry codes and the texts of their files; `exports` words them.
"""

from .dossier import SECTIONS, Section, number_of, section_of
from .lists import Line, Lists, flat_list, line_id
from .merging import DocumentLine, Status, merge
from .narrowed import for_lender, for_maker
from .plan import Homework, Question, documents_for, effort, lead_days, paper_questions, plan
from .requirements import NotNeeded, Requirement, judged, required
from .rounds import LenderDays
from .schedule import Caution, Event, Schedule, Times, schedule
from .tracking import Expiring, Progress, Receipt, progress

__all__ = [
    "SECTIONS",
    "Caution",
    "DocumentLine",
    "Event",
    "Expiring",
    "Homework",
    "LenderDays",
    "Line",
    "Lists",
    "NotNeeded",
    "Progress",
    "Question",
    "Receipt",
    "Requirement",
    "Schedule",
    "Section",
    "Status",
    "Times",
    "documents_for",
    "effort",
    "flat_list",
    "for_lender",
    "for_maker",
    "judged",
    "lead_days",
    "line_id",
    "merge",
    "number_of",
    "paper_questions",
    "plan",
    "progress",
    "required",
    "schedule",
    "section_of",
]
