"""What is left out of the mixes stands nowhere in them, also not as something that comes back later."""

from __future__ import annotations

from made import client
from shipped import TODAY, shipped_catalogue, shipped_library

from finadvies.advice import advise
from finadvies.homework import Lists

BOTH_LISTS = {
    "use.purpose": "machinery", "use.amount": 100_000, "use.new": True, "use.committed": False, "use.energy_list": True,
    "use.environment_list": True,
}  # fmt: skip


def test_a_later_benefit_can_be_left_out_and_makes_room_for_the_one_it_excludes() -> None:
    who = client({"company.legal_form": "bv", "company.pays_profit_tax": True}, uses=[BOTH_LISTS])

    def later(*exclude: str) -> set[str | None]:
        others = set(shipped_catalogue().products) - {"rabobank-zakelijke-lening", "eia", "mia"}
        found = advise(who, shipped_catalogue(), Lists(shipped_library().checklists()), TODAY, exclude=others | {*exclude})
        return {part.product for part in found.proposals[0].components if part.role == "later_benefit"}

    assert later() == {"eia"}
    assert later("eia") == {"mia"}
    assert later("eia", "mia") == set()
