"""Whom to call: the desks that fit this client's situation and region. There is always at least one."""

from __future__ import annotations

from finadvies.domain.catalogue import Catalogue, HelpDesk
from finadvies.domain.known import Facts
from finadvies.rules.truth import Truth, truth


def desks(catalogue: Catalogue, facts: Facts, open_options: int) -> tuple[HelpDesk, ...]:
    """The desks whose condition holds, by priority and id; one without a condition always stays at the end of the road."""
    view = facts.for_option({"result.open_options": open_options})
    fitting = [desk for desk in catalogue.help.values() if desk.when is None or truth(desk.when, view) is Truth.TRUE]
    return tuple(sorted(fitting, key=lambda desk: (desk.priority, desk.when is None, desk.id)))
