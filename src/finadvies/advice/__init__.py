"""The one use case: what this client can do, why, with which papers, and whom to call."""

from __future__ import annotations

from finadvies.advice.advise import Advice, advise
from finadvies.advice.component import Component
from finadvies.advice.proposal import Proposal
from finadvies.advice.remarks import Notice

__all__ = ["Advice", "Component", "Notice", "Proposal", "advise"]
