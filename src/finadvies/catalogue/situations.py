"""Made-up clients for every kind of situation, told in full, so that verdicts hang on the catalogue and not on missing answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from finadvies.catalogue.covering import covering
from finadvies.domain.catalogue import Catalogue, Sector
from finadvies.domain.client import Client
from finadvies.domain.facts import ASSET_PURPOSES, PROVINCES, PURPOSES
from finadvies.domain.upkeep import Situation
from finadvies.domain.values import Answer, Members, Value

FORMS: Final = ("eenmanszaak", "bv", "vof", "stichting", "cooperatie")
AGES: Final = {"not_started": None, "half_year": 6, "two_years": 25, "eight_years": 97}
"""Months since the firm was founded; a month beyond the whole years, so that "two years" are full."""
AMOUNTS: Final = ("15000", "50000", "100000", "250000")
LARGER: Final = (1_000_000, 5_000_000, 25_000_000)
"""Beyond the grid: what a product for larger firms is tried with before it is called unreachable."""
TROUBLES: Final = ("none", "loss", "arrears", "bkr")
URGENCIES: Final = ("growth", "urgent")
BEHIND: Final[Mapping[str, tuple[str, ...]]] = {
    "wishes": ("open", "reserved"),
    "customers": ("business", "consumers"),
    "before": ("nothing", "refused"),
    "pledge": ("free", "pledged"),
    "own": ("0.25", "0", "0.4"),
    "household": ("income", "benefit"),
    "order": ("not_yet", "ordered"),
    "route": ("adviser", "diy"),
    "details": ("0", "1", "2"),
}
"""Answers that vary behind the dimensions: who has none of what a product asks is in the grid as well as who has it all."""
NO_SECTOR: Final = "other"
CELLS: Final = ("purpose", "sector", "age")
"""Every combination of these is a cell; of the rest every pair."""


def dimensions(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The values of each dimension, the sectors as the catalogue knows them."""
    return {
        "form": FORMS,
        "age": tuple(AGES),
        "sector": tuple(catalogue.sectors) or (NO_SECTOR,),
        "province": PROVINCES,
        "purpose": tuple(purpose for purpose in PURPOSES if purpose != "unspecified"),
        "amount": AMOUNTS,
        "urgency": URGENCIES,
        "trouble": TROUBLES,
        **BEHIND,
    }


def situations(catalogue: Catalogue) -> list[Situation]:
    """The grid: every cell of purpose, sector and age, and every pair of values of all dimensions."""
    return list(covering(dimensions(catalogue), CELLS))


def client_in(situation: Situation, catalogue: Catalogue, today: date, amount: int | None = None) -> Client:
    """The client of a situation; `amount` in the place of the situation's own makes the firm larger with it."""
    told = _Told(situation, catalogue, today, amount or int(situation["amount"]))
    groups = ((told.use(),), (told.year(),), told.history())
    answers = {**told.need(), **told.company(), **told.money_matters(), **told.owner(), **told.wishes()}
    return Client(_answers(answers), *(tuple(_answers(table) for table in tables) for tables in groups))


def _answers(values: Mapping[str, Value | None]) -> dict[str, Answer]:
    return {key: Answer(value) for key, value in values.items() if value is not None}


@dataclass(frozen=True)
class _Told:
    """What the client of one situation answers."""

    situation: Situation
    catalogue: Catalogue
    today: date
    amount: int

    def _is(self, dimension: str, value: str) -> bool:
        return self.situation[dimension] == value

    @property
    def _months(self) -> int | None:
        return AGES[self.situation["age"]]

    @property
    def _details(self) -> int:
        return int(self.situation["details"])

    @property
    def _revenue(self) -> int:
        """Of a full year; a firm that has only begun has half of a small one, and one that has not begun has none."""
        if self._months is None:
            return 0
        whole = max(240_000, 3 * self.amount)
        return {6: whole // 6, 25: whole // 2}.get(self._months, whole)

    @property
    def _fte(self) -> int:
        return 0 if self._months is None else max(1, self._revenue // 120_000)

    def need(self) -> dict[str, Value | None]:
        urgent = self._is("urgency", "urgent")
        return {
            "client.route": self.situation["route"],
            "need.urgency": self.situation["urgency"],
            "need.needed_by": self.today + timedelta(days=30 if urgent else 180),
            "need.own_contribution": int(self.amount * Decimal(self.situation["own"])),
            "need.own_source": "savings",
            "need.phaseable": not urgent,
            "need.runway_weeks": 6 if urgent else None,
            "need.urgent_cause": ("falling_revenue", "customer_default", "rising_costs")[self._details] if urgent else None,
            "need.share_tied_to_energy": Decimal("0.3") if self._is("purpose", "sustainability") else Decimal(0),
            "need.themes": Members(
                frozenset((("energy", "circular"), ("health", "food", "digital"), ("high_tech", "creative"))[self._details])
            ),
            "need.co_financier": ("committed", "in_talks", "committed")[self._details],
        }

    def use(self) -> dict[str, Value | None]:
        purpose, ordered = self.situation["purpose"], self._is("order", "ordered")
        thing = purpose in ASSET_PURPOSES
        green = purpose == "sustainability" or (thing and self._is("wishes", "open"))
        return {
            "use.purpose": purpose,
            "use.amount": self.amount,
            "use.new": self._details != 2,  # noqa: PLR2004 - the last of three: second-hand
            "use.committed": ordered,
            "use.order_date": _months_back(self.today, 1) if ordered else None,
            "use.quote": True,
            "use.energy_list": green,
            "use.environment_list": green,
            "use.supplier_finance": self._details == 0,
            "use.vat": "yes",
            "use.own_use": self._details != 1,
            "use.tangible": thing,
            "use.energy_label": "D",
            "use.energy_label_after": "A",
            "use.environment_class": ("27", "36", "45")[self._details] if green else None,
            "use.vamil_code": green,
            "use.tied_to_energy_investment": green,
            "use.recycles_others_waste": green and self._details == 0,
            "use.isde_device": ("heat_pump", "solar_boiler", "insulation")[self._details] if green else "other",
            "use.building_permit_date": date(2015, 1, 1),
            "use.training_activity": ("needs_screening", "career_advice", "learning_method")[self._details]
            if purpose == "training"
            else "other",
            "use.feasibility_share": Decimal("0.7") if purpose == "r_and_d" else Decimal(0),
            "use.project_months": 12,
            "use.payback_years": 5,
            "use.business_share": (Decimal(1), Decimal("0.5"), Decimal("0.4"))[self._details],
            "use.partners": (2, 1, 1)[self._details],
        }

    def company(self) -> dict[str, Value | None]:
        form, months = self.situation["form"], self._months
        founded = None if months is None else _months_back(self.today, months)
        business = self._is("customers", "business")
        banks = [key for key, lender in self.catalogue.lenders.items() if lender.main_bank] or ["bank"]
        bank = banks[(self._details + 3 * self._is("pledge", "pledged")) % len(banks)]
        return {
            "company.started": months is not None,
            "company.legal_form": form,
            "company.founded": founded,
            "company.registered": founded,
            "company.kvk_number": None if founded is None else "12345678",
            **_trade(self.situation["sector"], self.catalogue.sectors),
            **_place(self.situation["province"], self._details, self.catalogue),
            "company.country": "NL",
            "company.fte": self._fte,
            "company.employees": max(0, self._fte - 1) if form in ("eenmanszaak", "vof") else self._fte,
            "company.group": False,
            "company.owners": {"vof": 2, "cooperatie": 6, "stichting": 0}.get(form, 1),
            "company.house_bank": bank,
            "company.b2b": business,
            "company.b2b_share": Decimal(int(business)),
            "company.largest_customer": Decimal("0.2") if business else Decimal("0.01"),
            "company.foreign_share": Decimal("0.2") if self._is("purpose", "export") else Decimal(0),
            "company.payment_days": 30,
            "company.sells_through": Members(frozenset((("mollie", "card_terminal"), ("shopify",), ("paypal",))[self._details])),
            "company.card_turnover": 0 if business else self._revenue // 2,
            "company.permits": "not_needed",
            "company.label": "bcorp" if self._details == 0 else "none",
            "company.pays_profit_tax": form != "stichting",
            "company.first_customers": "orders",
            "security.all_assets_pledged_to": bank if self._is("pledge", "pledged") else "none",
        }

    def money_matters(self) -> dict[str, Value | None]:
        purpose = self.situation["purpose"]
        takeover = purpose == "takeover"
        invests = purpose in ASSET_PURPOSES - {"inventory"}
        return {
            "takeover.form": "shares" if takeover else None,
            "takeover.price": self.amount if takeover else None,
            "takeover.ebitda": self.amount // 3 if takeover else None,
            "takeover.vendor_loan": ("yes", "maybe", "no")[self._details] if takeover else None,
            "debts.tax_arrangement": self._is("trouble", "arrears") and self._details == 1,
            "debts.tax_writ": self._is("trouble", "arrears") and self._details == 0,
            "debts.tax_returns_on_time": True,
            "debts.line_limit": 0,
            "debts.line_used": 0,
            "debts.legal": self._is("trouble", "arrears") and self._details == 2,  # noqa: PLR2004 - the last of three
            "security.real_estate_value": 0,
            "security.real_estate_debt": 0,
            "security.machinery_value": self._revenue // 5,
            "security.receivables_pledged": self._is("pledge", "pledged"),
            "aid.de_minimis_3y": 0,
            "aid.same_cost": False,
            "aid.firm_in_difficulty": self._is("trouble", "arrears"),
            "aid.running_schemes": Members(frozenset({"wbso"} if self._details == 0 else ())),
            "aid.eherkenning": "eh3",
            "investments.year_total": self.amount if invests else 0,
            "rnd.base": 100_000 if purpose == "r_and_d" else 0,
            "rnd.starter": self._months is None or self._months < 60,  # noqa: PLR2004 - five years
            "rnd.trl": (4, 6, 8)[self._details],
            "rnd.own_hours_year": 600 if purpose == "r_and_d" else 0,
        }

    def year(self) -> dict[str, Value | None]:
        """The last year; a firm that has not begun tells the opening balance and the profit of its plan."""
        revenue, base = self._revenue, max(self._revenue, self.amount)
        assets, receivables = base * 6 // 10, revenue // 4 if self._is("customers", "business") else 0
        loss, arrears = self._is("trouble", "loss"), self._is("trouble", "arrears")
        profit = -base // 20 if loss or arrears else base * 15 // 100
        begun = self._months is not None and self._months > 12  # noqa: PLR2004 - a full year
        return {
            "figures.year": self.today.year - 1 if begun else self.today.year,
            "figures.kind": "final" if begun else "draft",
            "figures.months": 12,
            "figures.statement": "compiled",
            "figures.abnormal": False,
            "figures.revenue": revenue,
            "figures.gross_margin": revenue // 2,
            "figures.ebitda": profit + base * 5 // 100,
            "figures.depreciation": base * 4 // 100,
            "figures.interest": base // 100,
            "figures.net_profit": profit,
            "figures.total_assets": assets,
            "figures.equity": -assets // 20 if arrears else assets * 35 // 100,
            "figures.intangibles": 0,
            "figures.owner_receivable": 0,
            "figures.subordinated": 0,
            "figures.current_assets": assets // 2,
            "figures.inventory": assets // 10,
            "figures.receivables": receivables,
            "figures.receivables_eligible": receivables * 9 // 10,
            "figures.cash": assets // 10,
            "figures.current_liabilities": assets // 3,
            "figures.bank_debt": base // 20,
            "figures.debt_service": base // 100,
            "figures.private_withdrawals": 0 if self._is("form", "bv") else base * 4 // 100,
            "figures.tax_debt": 15_000 if arrears else 0,
        }

    def owner(self) -> dict[str, Value | None]:
        benefit = self._is("household", "benefit")
        return {
            "owner.experience_years": 10,
            "owner.business_plan": "ready",
            "owner.age": (38, 55, 24)[self._details],
            "owner.hours_per_week": 40,
            "owner.share": {"vof": Decimal("0.5"), "cooperatie": Decimal("0.1"), "stichting": Decimal(0)}.get(
                self.situation["form"], Decimal(1)
            ),
            "owner.bkr_arrears": self._is("trouble", "bkr"),
            "owner.partner": True,
            "owner.marriage": "agreement",
            "owner.private_guarantee": self._is("wishes", "open"),
            "owner.guarantee_max": 25_000 if self._is("wishes", "open") else 0,
            "owner.home_equity": 0,
            "owner.let_premises": 5 if self._details == 0 else 0,
            "owner.on_benefit": benefit,
            "owner.benefit_kind": ("municipality", "uwv_illness", "uwv_unemployment")[self._details] if benefit else None,
            "owner.other_household_income_below_minimum": benefit,
            "owner.family_money": not benefit,
            "owner.cover": "both",
            "owner.residence": "eu",
            "company.continuity": "someone",
        }

    def wishes(self) -> dict[str, Value | None]:
        willing = self._is("wishes", "open")
        return {
            "preferences.keep_control": not willing,
            "preferences.priority": "balanced",
            "preferences.social_goal": willing,
            "preferences.sustainable_goal": willing,
            "preferences.publicity": willing,
            "preferences.share_bank_data": willing,
            "preferences.switch_bank": willing,
            "need.asked_before": self._is("before", "refused"),
        }

    def history(self) -> tuple[dict[str, Value | None], ...]:
        if self._is("before", "nothing"):
            return ()
        bank = next((key for key, lender in self.catalogue.lenders.items() if lender.kind == "bank"), "bank")
        return (
            {
                "history.lender": bank,
                "history.kind": "term_loan",
                "history.result": "rejected",
                "history.grounds": Members(frozenset({"risk"})),
                "history.date": _months_back(self.today, 2),
                "history.amount": self.amount,
                "history.written": True,
            },
        )


def _trade(name: str, sectors: Mapping[str, Sector]) -> dict[str, Value | None]:
    """An SBI code of a sector that as few others as possible share."""
    if name not in sectors:
        return {}
    others = [code for key, sector in sectors.items() if key != name for code in sector.sbi_2025]
    code = min(
        sectors[name].sbi_2025,
        key=lambda code: sum(code.startswith(other) + 2 * (other.startswith(code) and other != code) for other in others),
        default=None,
    )
    return {"company.sbi": None if code is None else code.replace(".", ""), "company.sbi_version": "2025"}


def _place(province: str, turn: int, catalogue: Catalogue) -> dict[str, Value | None]:
    """A postcode of the province: in turn one in a municipality that a region names, and one in none of those."""
    named = {gm for region in catalogue.regions.values() for gm in (*region.municipalities, *region.without_municipalities)}
    found: dict[str, int] = {}
    for postcode, (where, municipality) in catalogue.geography.postcodes.items():
        if where == province:
            found.setdefault(municipality if municipality in named and municipality else "", postcode)
    codes = [found[key] for key in sorted(found)]
    return {"company.province": province, "company.postcode": str(codes[turn % len(codes)]) if codes else None}


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
