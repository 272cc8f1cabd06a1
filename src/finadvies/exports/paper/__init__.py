"""The homework as a paper: every row, sentence, date and amount in words, once, so that each format only lays it out."""

from __future__ import annotations

from finadvies.exports.paper.course import Course, Entry, Step, course
from finadvies.exports.paper.homework import Desk, Fact, Maker, Matrix, Order, Paper, Task, homework_paper
from finadvies.exports.paper.part import for_maker_only
from finadvies.exports.paper.planning import Bar, Moment, Planning
from finadvies.exports.paper.sources import Segment, Sources, Use

__all__ = [
    "Bar",
    "Course",
    "Desk",
    "Entry",
    "Fact",
    "Maker",
    "Matrix",
    "Moment",
    "Order",
    "Paper",
    "Planning",
    "Segment",
    "Sources",
    "Step",
    "Task",
    "Use",
    "course",
    "for_maker_only",
    "homework_paper",
]
