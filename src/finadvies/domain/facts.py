"""The one list of fact keys: what may be known of a client, in which unit, and who may be asked for it.

A *given* fact is answered (typed, imported, assumed); a *derived* fact follows from others (`domain.derive` says how, and
from which). Conditions in the catalogue name both alike. Texts of the questions live in `locale`, never here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

FactType = Literal["number", "text", "bool", "date", "list", "place"]
Unit = Literal["eur", "share", "months", "years", "fte", "hours", "persons", "times", "days", "weeks", "options", "number", "-"]
Scope = Literal["client", "figures", "use", "history", "option", "result"]

CHAPTERS: Final = "ABCDEFGHIJ"
"""A start, B plan, C company, D beginning and takeover, E figures, F debts and security, G private, H history, I aid, J preferences."""

PURPOSES: Final = (
    "machinery", "vehicles", "inventory", "fit_out", "real_estate", "working_capital", "debtors", "refinancing", "takeover",
    "r_and_d", "sustainability", "digitalisation", "export", "training", "startup", "unspecified",
)  # fmt: skip
ASSET_PURPOSES: Final = frozenset(
    {"machinery", "vehicles", "inventory", "fit_out", "real_estate", "sustainability", "digitalisation"}
)
"""Purposes that buy a thing: what a lessor or a mortgage lender can put its hand on."""

MONEY_ONLY: Final = frozenset({"working_capital", "debtors", "refinancing"})
"""Purposes that pay for no thing and no work: there is nothing to order."""

THEMES: Final = ("energy", "circular", "health", "food", "digital", "high_tech", "materials", "water", "creative")
"""What regional and innovation funds call their themes, as far as two or more of them name the same."""

SENSITIVE_FROM: Final = 3
"""The last of four steps: public, business, private, sensitive."""

LEGAL_FORMS: Final = ("eenmanszaak", "vof", "maatschap", "cv", "bv", "nv", "stichting", "vereniging", "cooperatie")
GROUNDS: Final = (
    "risk", "solvency", "repayment_capacity", "collateral", "track_record", "sector", "policy", "too_small", "too_large", "bkr",
    "plan", "incomplete", "no_reason", "other",
)  # fmt: skip
PROVINCES: Final = (
    "Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant", "Noord-Holland", "Overijssel",
    "Utrecht", "Zeeland", "Zuid-Holland",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact key.

    Attributes:
        key: as conditions write it (`company.age_months`, `use.amount`).
        type: decides which operators a condition may use.
        unit: euros are whole, shares run from 0 to 1.
        scope: `client` one value; `use` one per `[[need.uses]]`; `figures` one per `[[figures]]` (the latest year counts);
            `history` one per `[[history]]`; `option` and `result` exist only while options are judged.
        chapter: where the interview asks it; empty when it is never asked.
        sensitivity: 0 public, 1 business, 2 private, 3 sensitive.
        choices: the closed vocabulary of a text or list, empty when free.
        derived: worked out, never asked.
        details: belongs to one scheme, so the client file keeps it under `details` of the use.
    """

    key: str
    type: FactType
    unit: Unit = "-"
    scope: Scope = "client"
    chapter: str = ""
    sensitivity: int = 1
    choices: tuple[str, ...] = ()
    derived: bool = False
    details: bool = False

    @property
    def name(self) -> str:
        """The key without its section."""
        return self.key.split(".", 1)[1]

    @property
    def sensitive(self) -> bool:
        """Whether it is wiped from the screen, hidden from the client's view, and on no paper unless that is chosen."""
        return self.sensitivity >= SENSITIVE_FROM

    @property
    def section(self) -> str:
        """The part before the first dot."""
        return self.key.split(".", 1)[0]


def _text(key: str, chapter: str = "", sensitivity: int = 1, choices: Iterable[str] = (), **more: object) -> Fact:
    return Fact(key, "text", "-", chapter=chapter, sensitivity=sensitivity, choices=tuple(choices), **more)  # type: ignore[arg-type]  # the keywords of Fact


def _bool(key: str, chapter: str = "", sensitivity: int = 1, **more: object) -> Fact:
    return Fact(key, "bool", "-", chapter=chapter, sensitivity=sensitivity, **more)  # type: ignore[arg-type]  # the keywords of Fact


def _num(key: str, unit: Unit, chapter: str = "", sensitivity: int = 1, **more: object) -> Fact:
    return Fact(key, "number", unit, chapter=chapter, sensitivity=sensitivity, **more)  # type: ignore[arg-type]  # the keywords of Fact


def _date(key: str, chapter: str = "", sensitivity: int = 1, **more: object) -> Fact:
    return Fact(key, "date", "-", chapter=chapter, sensitivity=sensitivity, **more)  # type: ignore[arg-type]  # the keywords of Fact


def _list(key: str, chapter: str = "", sensitivity: int = 1, choices: Iterable[str] = (), **more: object) -> Fact:
    return Fact(key, "list", "-", chapter=chapter, sensitivity=sensitivity, choices=tuple(choices), **more)  # type: ignore[arg-type]  # the keywords of Fact


_GIVEN: Final = (
    # Chapter A, the start
    _text("client.name", "A"),
    _text("client.route", "A", 0, ("adviser", "diy")),
    _bool("client.consent", "A"),
    _date("client.delete_after", "A"),
    # Chapter B, the plan
    _text("need.summary", "B"),
    _text("use.purpose", "B", 1, PURPOSES, scope="use"),
    _num("use.amount", "eur", "B", scope="use"),
    _text("use.description", "B", scope="use"),
    _bool("use.new", "B", scope="use"),
    _bool("use.committed", "B", scope="use"),
    _date("use.order_date", "B", scope="use"),
    _bool("use.quote", "B", scope="use"),
    _bool("use.energy_list", "B", scope="use"),
    _bool("use.environment_list", "B", scope="use"),
    _bool("use.supplier_finance", "B", scope="use"),
    _text("use.vat", "B", 1, ("yes", "partly", "no"), scope="use"),
    _bool("use.own_use", "B", scope="use"),
    _text("use.energy_label", "B", 1, ("A", "B", "C", "D", "E", "F", "G", "none"), scope="use"),
    _text("use.energy_label_after", "B", 1, ("A", "B", "C", "D", "E", "F", "G"), scope="use", details=True),
    _text("use.environment_class", "B", 1, ("27", "36", "45"), scope="use", details=True),
    _bool("use.vamil_code", "B", scope="use", details=True),
    _bool("use.tied_to_energy_investment", "B", scope="use", details=True),
    _bool("use.recycles_others_waste", "B", scope="use", details=True),
    _text(
        "use.isde_device",
        "B",
        1,
        ("heat_pump", "solar_boiler", "heat_network", "insulation", "wind_turbine", "solar_panels", "other"),
        scope="use",
        details=True,
    ),
    _date("use.building_permit_date", "B", scope="use", details=True),
    _text(
        "use.training_activity",
        "B",
        1,
        ("needs_screening", "career_advice", "learning_method", "practice_learning", "other"),
        scope="use",
        details=True,
    ),
    _num("use.feasibility_share", "share", "B", scope="use", details=True),
    _num("use.project_months", "months", "B", scope="use", details=True),
    _num("use.payback_years", "years", "B", scope="use", details=True),
    _num("use.business_share", "share", "B", scope="use", details=True),
    _num("use.partners", "number", "B", scope="use", details=True),
    _text("need.urgency", "B", 2, ("growth", "urgent")),
    _date("need.needed_by", "B"),
    _num("need.own_contribution", "eur", "B", 2),
    _text("need.own_source", "B", 2, ("company", "savings", "gift", "sale", "other")),
    _bool("need.phaseable", "B"),
    _num("need.minimum", "eur", "B"),
    _num("need.runway_weeks", "weeks", "B", 3),
    _text(
        "need.urgent_cause",
        "B",
        3,
        ("customer_default", "falling_revenue", "rising_costs", "fast_growth", "tax", "illness_or_private", "other"),
    ),
    _num("need.share_tied_to_energy", "share", "B"),
    _list("need.themes", "B", 0, THEMES),
    _text("need.co_financier", "B", 2, ("committed", "in_talks", "none")),
    # Chapter C, the company
    _bool("company.started", "C", 0),
    _text("company.legal_form", "C", 0, LEGAL_FORMS),
    _date("company.founded", "C", 0),
    _date("company.founded_from"),  # given only where the day is not known: the first, and the last, that it can have been
    _date("company.founded_until"),
    _date("company.registered", "C", 0),
    _text("company.kvk_number", "C", 0),
    _text("company.sbi", "C", 0),
    _text("company.sbi_version", "", 0, ("2008", "2025")),
    _list("company.sectors"),  # given only where the main activity does not tell: over half of turnover
    _text("company.postcode", "C", 0),
    _text("company.province", "C", 0, PROVINCES),
    _text("company.country", "C", 0, ("NL", "BQ")),
    _num("company.fte", "fte", "C"),
    _num("company.employees", "persons", "C"),
    _bool("company.has_payroll", "C"),
    _bool("company.group", "C"),
    _num("company.group_fte", "fte", "C"),
    _num("company.group_revenue", "eur", "C"),
    _num("company.group_total_assets", "eur", "C"),
    _num("company.owners", "persons", "C"),
    _text("company.house_bank", "C"),
    _bool("company.b2b", "C"),
    _num("company.b2b_share", "share", "C"),
    _num("company.largest_customer", "share", "C"),
    _num("company.foreign_share", "share", "C"),
    _num("company.payment_days", "days", "C"),
    _num("company.card_turnover", "eur", "C"),
    _list("company.sells_through", "C", 1, ("mollie", "paypal", "shopify", "card_terminal", "other")),
    _text("company.permits", "C", 1, ("yes", "applied", "no", "not_needed")),
    _text("company.label", "C", 0),
    _bool("company.pays_profit_tax", "C"),
    # Chapter D, beginning and takeover
    _num("owner.experience_years", "years", "D", 2),
    _text("owner.business_plan", "D", 1, ("ready", "nearly", "no")),
    _text("company.first_customers", "D", 1, ("orders", "intentions", "trial_sales", "none")),
    _text("takeover.form", "D", 1, ("shares", "assets", "stake", "family", "own_employer")),
    _num("takeover.price", "eur", "D"),
    _num("takeover.ebitda", "eur", "D"),
    _text("takeover.vendor_loan", "D", 2, ("yes", "maybe", "no")),
    # Chapter E, the figures, one set a year
    _num("figures.year", "number", "E", scope="figures"),
    _text("figures.kind", "E", 1, ("final", "draft", "interim", "forecast"), scope="figures"),
    _num("figures.months", "months", "E", scope="figures"),
    _text("figures.statement", "E", 1, ("none", "office", "compiled", "reviewed", "audited"), scope="figures"),
    _bool("figures.abnormal", "E", scope="figures"),
    *(
        _num(f"figures.{name}", "eur", "E", sensitivity, scope="figures")
        for name, sensitivity in (
            ("revenue", 1),
            ("gross_margin", 1),
            ("ebitda", 1),
            ("depreciation", 1),
            ("interest", 1),
            ("net_profit", 1),
            ("total_assets", 1),
            ("equity", 1),
            ("intangibles", 1),
            ("owner_receivable", 2),
            ("subordinated", 1),
            ("current_assets", 1),
            ("inventory", 1),
            ("receivables", 1),
            ("receivables_eligible", 1),
            ("cash", 2),
            ("current_liabilities", 1),
            ("bank_debt", 1),
            ("debt_service", 1),
            ("private_withdrawals", 2),
            ("tax_debt", 3),
        )
    ),
    # Chapter F, debts and security
    _bool("debts.tax_arrangement", "F", 3),
    _bool("debts.tax_writ", "F", 3),
    _bool("debts.tax_returns_on_time", "F", 3),
    _num("debts.line_limit", "eur", "F"),
    _num("debts.line_used", "eur", "F"),
    _bool("debts.legal", "F", 3),
    _num("security.real_estate_value", "eur", "F"),
    _num("security.real_estate_debt", "eur", "F"),
    _num("security.machinery_value", "eur", "F"),
    _bool("security.receivables_pledged", "F"),
    _text("security.all_assets_pledged_to", "F"),
    # Chapter G, private
    _num("owner.age", "years", "G", 2),
    _num("owner.hours_per_week", "hours", "G", 2),
    _num("owner.share", "share", "G", 2),
    _bool("owner.bkr_arrears", "G", 3),
    _bool("owner.partner", "G", 2),
    _text("owner.marriage", "G", 3, ("community", "limited", "agreement", "cohabiting")),
    _bool("owner.private_guarantee", "G", 3),
    _num("owner.guarantee_max", "eur", "G", 3),
    _num("owner.home_equity", "eur", "G", 3),
    _num("owner.let_premises", "number", "G", 2),
    _bool("owner.on_benefit", "G", 3),
    _text("owner.benefit_kind", "G", 3, ("municipality", "uwv_illness", "uwv_unemployment", "other")),
    _bool("owner.other_household_income_below_minimum", "G", 3),
    _bool("owner.family_money", "G", 3),
    _text("owner.cover", "G", 3, ("disability", "death", "both", "none")),
    _text("owner.residence", "G", 3, ("eu", "permit", "other")),
    _text("company.continuity", "G", 2, ("someone", "nobody")),
    # Chapter H, tried before
    _bool("need.asked_before", "H", 2),
    _text("history.product", "H", 2, scope="history"),
    _text("history.lender", "H", 2, scope="history"),
    _text("history.kind", "H", 2, scope="history"),
    _text("history.result", "H", 2, ("accepted", "rejected", "withdrawn", "pending"), scope="history"),
    _list("history.grounds", "H", 3, GROUNDS, scope="history"),
    _date("history.date", "H", 2, scope="history"),
    _date("history.asked_on", "H", 2, scope="history"),
    _num("history.amount", "eur", "H", 2, scope="history"),
    _num("history.granted", "eur", "H", 2, scope="history"),
    _bool("history.written", "H", 2, scope="history"),
    # Chapter I, aid
    _num("aid.de_minimis_3y", "eur", "I"),
    _bool("aid.same_cost", "I"),
    _bool("aid.firm_in_difficulty", "I"),
    _list("aid.running_schemes", "I"),
    _text("aid.eherkenning", "I", 1, ("none", "eh2+", "eh3", "eh4")),
    _num("investments.year_total", "eur", "I"),
    _num("rnd.base", "eur", "I"),
    _bool("rnd.starter", "I"),
    _num("rnd.trl", "number", "I"),
    _num("rnd.own_hours_year", "hours", "I"),
    # Chapter J, what matters
    _bool("preferences.keep_control", "J", 2),
    _text("preferences.priority", "J", 1, ("fast", "cheap", "little_paper", "certain", "control", "balanced")),
    _bool("preferences.social_goal", "J", 0),
    _bool("preferences.sustainable_goal", "J", 0),
    _bool("preferences.publicity", "J", 2),
    _bool("preferences.share_bank_data", "J", 2),
    _bool("preferences.switch_bank", "J", 2),
    _num("preferences.max_lenders", "number", "J"),
)

_DERIVED: Final = (
    _num("company.age_months", "months", derived=True),
    _text("company.section", derived=True),
    Fact("company.place", "place", derived=True),
    _text("company.size", choices=("micro", "small", "medium", "large"), derived=True),
    _bool("company.kvk_registered", derived=True),
    _num("owner.hours_year", "hours", derived=True),
    _bool("owner.state_pension", derived=True),
    _num("figures.final_years", "years", derived=True),
    _num("figures.profit_years", "years", derived=True),
    _num("figures.revenue_average", "eur", derived=True),
    _num("figures.solvency", "share", derived=True),
    _num("figures.equity_corrected", "eur", derived=True),
    _num("figures.solvency_corrected", "share", derived=True),
    _num("figures.current_ratio", "times", derived=True),
    _num("figures.quick_ratio", "times", derived=True),
    _num("figures.receivables_share", "share", derived=True),
    _num("figures.dscr_before", "times", derived=True),
    _num("figures.dscr_ebitda_before", "times", derived=True),
    _num("figures.dscr_after", "times", scope="option", derived=True),
    _num("figures.dscr_ebitda_after", "times", scope="option", derived=True),
    _num("figures.debt_ebitda_after", "times", scope="option", derived=True),
    _num("takeover.multiple", "times", derived=True),
    _num("need.total", "eur", derived=True),
    _num("need.external", "eur", derived=True),
    _num("need.own_share", "share", derived=True),
    _list("need.purposes", choices=PURPOSES, derived=True),
    *(_num(f"need.amount.{purpose}", "eur", derived=True) for purpose in PURPOSES),
    _bool("use.tangible", scope="use", derived=True),
    _num("use.months_since_order", "months", scope="use", derived=True),
    _num("security.shortage", "eur", scope="option", derived=True),
    _bool("security.all_assets_pledged", derived=True),
    _num("aid.de_minimis_room", "eur", derived=True),
    _list(
        "history.rejected_lender_kinds",
        choices=("bank", "nonbank", "platform", "leasing", "factoring", "fund", "public", "municipality", "private"),
        derived=True,
    ),
    _bool("history.refused_in_writing", derived=True),
    _num("option.amount", "eur", scope="option", derived=True),
    _num("option.term_months", "months", scope="option", derived=True),
    _num("option.loan_to_value", "share", scope="option", derived=True),
    _num("result.open_options", "options", scope="result", derived=True),
)

FACTS: Final[Mapping[str, Fact]] = {fact.key: fact for fact in (*_GIVEN, *_DERIVED)}
GIVEN: Final[tuple[Fact, ...]] = _GIVEN

NOT_NEGATIVE: Final = frozenset(
    {"eur", "share", "months", "years", "fte", "hours", "persons", "days", "weeks", "options", "number"}
)
MAY_BE_NEGATIVE: Final = frozenset(
    {
        "figures.gross_margin", "figures.ebitda", "figures.net_profit", "figures.equity", "takeover.ebitda",
        "figures.solvency", "figures.solvency_corrected", "figures.equity_corrected",
    }
)  # fmt: skip


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most looks like, or None."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None
