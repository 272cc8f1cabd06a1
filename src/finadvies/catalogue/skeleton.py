"""`catalogue new`: a product, lender and list to fill in, with a word on each field. What is required is open; what is not, a comment."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from pathlib import Path
from typing import Final

from finadvies.catalogue.files import CATALOGUE_TABLES
from finadvies.errors import UsageError

MODELS: Final[Mapping[str, str]] = {
    "credit_line": "revolving", "guarantee": "guarantee_fee", "subsidy": "grant", "tax_relief": "tax", "financial_lease": "lease",
    "operational_lease": "lease", "sale_and_lease_back": "lease", "factoring": "factoring", "crowdfunding_equity": "equity",
    "crowdfunding_reward": "none", "equity": "equity", "supplier_credit": "none", "own_funds": "none", "benefit": "grant",
}  # fmt: skip
"""The form of price that fits a kind; a loan where nothing else is said."""
PAYOUTS: Final[Mapping[str, str]] = {"subsidy": "afterwards", "tax_relief": "tax"}
WITH_BENEFITS: Final[Mapping[str, str]] = {"subsidy": "grant", "tax_relief": "deduction"}
RATELESS: Final = frozenset({"grant", "tax", "equity", "guarantee_fee", "none"})

PRODUCT: Final = """\
# {id}: written by `finadvies catalogue new`. Lines without a # in front are required: fill in what is empty.
# Lines with a # are not: take the # away where you know the answer. What is absent counts as "not found", never as "no".
# Texts: *_nl is Dutch and asked for, *_en English and welcome. Write amounts as EUR 50.000 in texts.
# Check: finadvies catalogue check --overlay DIR

schema = 1
id = "{id}"{gap_id}# the name of this file
kind = "{kind}"{gap_kind}# the name of this folder
lender = "{lender}"{gap_lender}# id of who offers it: a file in catalogue/lenders
name_nl = ""                      # as clients know it, with the lender's name where that helps
# name_en = ""
# summary_nl = ""                 # two short sentences: for whom, and what is special
# summary_en = ""
status = "open"                   # open, closed (then also closed_on), or unknown
# runs_until = 2027-12-31         # the last day of a scheme that ends
purposes = []                     # what it may pay for, at least one of: machinery vehicles inventory fit_out real_estate
                                  # working_capital debtors refinancing takeover r_and_d sustainability digitalisation export
                                  # training startup; or ["any"]
# motives = ["growth"]            # growth continuity startup takeover r_and_d
# subordinated = "always"         # no, possible or always: whether other lenders are paid first
# gives_control = true            # whoever gives the money gets a say
# expensive = true                # a warning: dear money
# aliases = []                    # former ids of this product
confidence = ""                   # how sure the whole is: high, medium or low
as_of = "{month}"                 # the month in which these facts held
next_review = {review}          # the day on which to look again
# notes = ""                      # for who keeps this file

[limits]                          # whole euros (50_000); shares from 0 to 1
# amount_min = 10_000
# amount_max = 250_000
# term_months_min = 12
# term_months_max = 120
# share_max = 0.80                # the largest part of ...
# share_basis = "use_cost"        # use_cost eligible_cost purchase_price market_value invoice need
# own_contribution_min = 0.20     # the smallest part the client pays
source = "site"                   # id of one of [[sources]] below, or a list of them

"""
GUARANTEE: Final = """\
[guarantee]                       # which part of which loans is guaranteed
# share_of_loan = 0.75            # required: take the # away
# state_cover = 0.90              # the part of that which the state bears
loan_kinds = ["term_loan"]        # with which kinds of loan
source = "site"
# A lender that may bring it says so in its own file: [[accredited]] product = "{id}".

"""
PRICE: Final = """\
[price]
model = "{model}"{gap}# loan revolving flat factoring lease guarantee_fee grant tax equity none
{rates}source = "site"
# [[price.fees]]                  # one for each cost beside the rate
# id = "afsluitkosten"
# due = "upfront"                 # upfront on_success monthly quarterly yearly per_invoice at_end on_change
# basis = "loan"                  # a share of what: loan limit drawn undrawn guaranteed invoice turnover advance
# share = 0.01                    # or eur = 250
# source = "site"

"""
RATES: Final = """\
# rate_min = 0.055                # a year: 5.5%
# rate_max = 0.085
# rate_type = "fixed"             # fixed, variable or either
# repayment = "annuity"           # annuity linear interest_only balloon revolving share_of_revenue none
# grace_months_max = 6            # months without repayment at the start
"""
BENEFIT: Final = """\
[[benefits]]                      # what it gives back
type = "{type}"{gap}# grant deduction payroll_relief depreciation gift
# share = 0.40                    # of the costs; that of a grant stands either here or in [limits]
# eur_max = 20_000
# per = "project"                 # use asset firm_year project
source = "site"

"""
TIMING: Final = """\
[timing]
payout = "{payout}"{gap}# upfront milestones afterwards tax
# decision_days = { min = 5, max = 10, unit = "working" }   # from a complete file to yes or no; unit calendar where left out
# payout_days = { min = 2, max = 5 }                        # from yes to the money
# before_order = true             # apply before signing the order; add a criterion on use.committed
source = "site"

"""
WINDOW: Final = """\
# [[windows]]                     # when one may apply; none = always
# opens = 2027-04-06              # or opens_yearly = "04-06", or months_yearly = [3, 9]
# closes = 2027-05-01
# budget_eur = 5_000_000
# source = "site"

"""
CRITERION: Final = """\
[[criteria]]                      # one for each thing asked; without any, everybody fits: at least name the first hard rule
id = ""                           # a short name, like minimaal-een-jaar
level = "hard"                    # hard: the rule says so; norm: usual; judgement: a person decides, and then no `when`
# gate = true                     # asked and shown first: a machine says no on it
# when = { fact = "company.age_months", min = 12 }          # facts and operators: docs/catalogue.md, "Conditions"
text_nl = ""                      # what is asked, as a sentence
# text_en = ""
# change_nl = ""                  # what would help
source = "site"                   # never general knowledge alone: that makes it a judgement

"""
REST: Final = """\
# [[stacking]]                    # how it goes together with others
# id = "samen-met"
# rule = "may_combine"            # excludes requires may_combine debt_ceiling rest_first rest_is_equity counts_as_own lowers_cost
#                                 # takes_first_claim
# products = []                   # ids, or kinds = []
# text_nl = ""
# source = "site"

"""
SECURITY: Final = """\
# [[security]]                    # what is pledged
# asset = "machinery"             # object real_estate machinery vehicles stock receivables bank_balance all_assets shares ip
#                                 # private_home none
# demand = "usual"                # always usual possible none
# source = "site"
# [private_guarantee]             # whether the owner stands surety: told only. To judge it, add a criterion on owner.private_guarantee
# demand = "possible"             # always usual possible none
# source = "site"

"""
SOURCES: Final = """\
[[sources]]                       # where you read it; one for each page or paper
id = "site"
url = ""                          # the address; or "general knowledge", which carries no hard rule
date = "{month}"                  # of the page: 2026, 2026-11, 2026-11-24 or unknown
facts = ""                        # which facts it carries, in a few words
"""
APPLY: Final = """\
# [[remarks]]                     # worth knowing beforehand, though nobody is judged on it
# id = "bedenktijd"
# text_nl = ""
# source = "site"
# [[duties]]                      # what the client goes on doing after the payout
# id = "kwartaalcijfers"
# every_months = 3
# text_nl = ""
# source = "site"

[apply]
route = "{route}"{gap}# self, through_lender, municipality, tax_return
# via_nl = ""                     # where to begin: a page, a phone number
# login = "eh3"                   # none digid eh eh2 eh2+ eh3 eh4
# [[apply.steps]]                 # from the request to the answer
# id = "gesprek"
# by = "provider"                 # applicant provider adviser third_party
# days = { min = 1, max = 5, unit = "working" }
# text_nl = ""
# source = "site"

"""
LENDER: Final = """\
# {id}: written by `finadvies catalogue new`. Lines without a # in front are required: fill in what is empty.

schema = 1
id = "{id}"{gap_id}# the name of this file
name = ""                         # as it stands on the door
kind = ""                         # bank nonbank platform leasing factoring fund public municipality private credit_union supplier
# url = "https://..."
# phone = ""                      # with phone_as_of = "{month}": when you saw it
# checks_bkr = "yes"              # yes, no or unknown: whether it looks at BKR
# written_refusal = "on_request"  # right, on_request or unknown: whether a no comes on paper
# after_no_nl = ""                # what to do after a no
confidence = ""                   # high, medium or low
as_of = "{month}"
next_review = {review}
# [[accredited]]                  # a guarantee that it may bring
# product = "bmkb"
# source = "site"

"""
CHECKLIST: Final = """\
# What {id} asks: written by `finadvies catalogue new`. Lines without a # in front are required: fill in what is empty.

schema = 1
lender = "{id}"{gap_lender}# the name of this file
sets = [{sets}]{gap}# shared lists, see checklists/sets; what they hold need not be said again
# rounds_nl = ""                  # whether it asks all at once or in rounds
confidence = ""                   # high, medium or low
as_of = "{month}"
next_review = {review}

[[requirements]]                  # one for each paper beside the shared lists
document = ""                     # id of a file in checklists/documents: business-plan, quote, liquidity-budget, ...
strength = "must"                 # must usual may_ask
# phase = "file"                  # first_contact file assessment payout after; else as the document says
# marks = { years = 2 }           # years transactions_months months_ahead copies max_age_days statement sbr form login
#                                 # template agree_first formats. One for each thing bought needs no mark: a quote is so by itself
# when = { fact = "company.age_months", min = 12 }
# products = []                   # only for these products of the lender
# reason_nl = ""
source = "site"

# [[changes]]                     # where it differs from a shared list
# document = "ib-return"
# drop = true                     # or strength, phase, when, marks
# why_nl = ""
# source = "site"

"""


def files(
    kind: str,
    product: str,
    lender: str | None,
    today: date,
    *,
    lenders: Set[str],
    checklists: Set[str],
    sets: Set[str],
) -> dict[tuple[str, ...], str]:
    """The texts to write, by path below the folder: the first step is `catalogue` or `checklists`.

    Args:
        kind: of the product.
        product: its id.
        lender: who offers it, or None to leave that open.
        today: the day the facts are of.
        lenders: ids of lenders that are there already.
        checklists: of lists of papers.
        sets: of shared lists.
    """
    found: dict[tuple[str, ...], str] = {
        ("catalogue", "products", kind, f"{product}.toml"): _product(kind, product, lender or "", today)
    }
    if lender is not None and lender not in lenders:
        found["catalogue", "lenders", f"{lender}.toml"] = _fill(LENDER + SOURCES, today, id=lender)
    if lender is not None and lender not in checklists:
        # What the shared list of subsidies holds is asked with every one of them; what banks share is not asked by others.
        named = '"subsidie-basis"' if kind in WITH_BENEFITS and "subsidie-basis" in sets else ""
        found["checklists", "lenders", f"{lender}.toml"] = _fill(
            CHECKLIST + SOURCES, today, id=lender, sets=named, gap=_gap(f"sets = [{named}]")
        )
    return found


def _product(kind: str, product: str, lender: str, today: date) -> str:
    model, payout = MODELS.get(kind, "loan"), PAYOUTS.get(kind, "upfront")
    benefit, route = (
        WITH_BENEFITS.get(kind),
        "through_lender" if kind == "guarantee" else "tax_return" if kind == "tax_relief" else "self",
    )
    parts = [_fill(PRODUCT, today, id=product, kind=kind, lender=lender)]
    if kind == "guarantee":
        parts.append(_fill(GUARANTEE, today, id=product))
    rates = "" if model in RATELESS else RATES
    parts.append(_fill(PRICE, today, model=model, rates=rates, gap=_gap(f'model = "{model}"')))
    if benefit is not None:
        parts.append(_fill(BENEFIT, today, type=benefit, gap=_gap(f'type = "{benefit}"')))
    parts.append(_fill(TIMING, today, payout=payout, gap=_gap(f'payout = "{payout}"')))
    if benefit is not None or kind == "guarantee":
        parts.append(WINDOW)
    parts += [CRITERION, REST]
    if benefit is None and model not in ("equity", "none"):
        parts.append(SECURITY)
    parts += [_fill(APPLY, today, route=route, gap=_gap(f'route = "{route}"')), _fill(SOURCES, today)]
    return "".join(parts)


_COLUMN: Final = 34
"""Where the words on a field begin."""


def _gap(line: str) -> str:
    return " " * max(2, _COLUMN - len(line))


def _fill(text: str, today: date, **values: str) -> str:
    """The text with its values; braces that TOML needs stay."""
    review = date(today.year + 1, today.month, min(today.day, 28))
    lines = {"id": values.get("id"), "kind": values.get("kind"), "lender": values.get("lender", values.get("id"))}
    gaps = {f"gap_{name}": _gap(f'{name} = "{value}"') for name, value in lines.items()}
    for name, value in {**gaps, "month": f"{today:%Y-%m}", "review": review.isoformat(), **values}.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def write(texts: Mapping[tuple[str, ...], str], folder: Path) -> list[Path]:
    """Write the files below a folder as an overlay is laid out.

    Raises:
        UsageError: when one of them is there already, or the folder cannot be written in; then none is written.
    """
    flat = not (folder / "catalogue").is_dir() and any((folder / table).is_dir() for table in CATALOGUE_TABLES)
    places = {folder.joinpath(*(steps[1:] if flat and steps[0] == "catalogue" else steps)): text for steps, text in texts.items()}
    for path in places:
        if path.exists():
            raise UsageError("file_exists", file=path.as_posix())
    try:
        for path, text in places.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise UsageError("out_not_writable", folder=folder, reason=error.strerror) from None
    return list(places)
