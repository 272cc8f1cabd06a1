"""Client files as advisers hand them in: from Excel, by mail, from another program, or typed by hand."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from finadvies.domain.client import Client
from finadvies.domain.values import UNKNOWN, Answer, Interval, Members
from finadvies.errors import NotFound, UsageError
from finadvies.importers.client_source import client_name, read_lines, read_source
from finadvies.locale import texts_in

BAKERY = """
[client]
name = "Bakkerij De Korenaar"
[company]
legal_form = "bv"
sbi = "10.71"
sbi_version = 2008
postcode = "3511 ab"
province = "Friesland"
b2b_share = 0.25
[[figures]]
year = 2024
[[figures]]
year = 2025
equity = -5_000
[need]
own_contribution = { min = 20_000, max = 25_000 }
needed_by = 2027-03-01
[[need.uses]]
purpose = "machinery"
amount = 120_000
details = { isde_device = "heat_pump" }
[[history]]
grounds = ["solvency"]
[origins]
"need.uses[0].purpose" = "assumed"
[unknown]
"owner.bkr_arrears" = "private"
[notes]
"figures[1].equity" = "voorlopig"
"""


def read(text: str | bytes, name: str = "-"):
    raw = text.encode() if isinstance(text, str) else text
    return read_source(name, io.BytesIO(raw))


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


def the_problem(text: str):
    _, problems = read(text)
    assert len(problems) == 1, problems
    return problems[0]


# --- what is read


def test_every_kind_of_answer_of_the_client_file_is_read() -> None:
    client, problems = read(BAKERY)

    assert problems == []
    assert client.value("company.sbi") == "1071"
    assert client.value("company.sbi_version") == "2008"
    assert client.value("company.postcode") == "3511AB"
    assert client.value("company.province") == "Fryslân"
    assert client.value("company.b2b_share") == Decimal("0.25")
    assert client.value("need.own_contribution") == Interval(20_000, 25_000)
    assert client.value("need.needed_by") == date(2027, 3, 1)
    assert client.value("use.isde_device", 0) == "heat_pump"
    assert client.value("history.grounds", 0) == Members(frozenset({"solvency"}))


def test_an_assumption_a_refusal_and_a_note_stay_with_their_answer() -> None:
    client, _ = read(BAKERY)

    assert client.uses[0]["use.purpose"] == Answer("machinery", "assumed")
    assert client.answers["owner.bkr_arrears"] == Answer(UNKNOWN, "typed", "private")
    assert client.years[0]["figures.equity"] == Answer(-5_000, "typed", None, "voorlopig")


def test_the_latest_year_comes_first_whatever_the_order_in_the_file() -> None:
    client, _ = read(BAKERY)

    assert [table["figures.year"].value for table in client.years] == [2025, 2024]


def test_what_is_absent_is_unknown_and_not_zero_or_no() -> None:
    client, problems = read("[company]\n")

    assert (client, problems) == (Client(), [])
    assert client.value("company.fte") is UNKNOWN


def test_an_empty_history_means_never_asked_before() -> None:
    client, _ = read("history = []")

    assert client.value("need.asked_before") is False


def test_a_null_of_a_json_export_is_an_answer_nobody_gave() -> None:
    client, problems = read('{"company": {"fte": null, "started": true}, "figures": null}')

    assert problems == []
    assert set(client.answers) == {"company.started"}


def test_json_dates_are_text() -> None:
    client, _ = read('{"company": {"founded": "2017-05-01"}}')

    assert client.value("company.founded") == date(2017, 5, 1)


@pytest.mark.parametrize("text", ["\ufeff" + BAKERY, BAKERY.replace("\n", "\r\n")], ids=["bom", "windows"])
def test_a_file_saved_by_notepad_on_windows_reads_the_same(tmp_path, text: str) -> None:
    path = tmp_path / "klant met spatie.toml"
    path.write_bytes(text.encode())

    assert read_source(path, io.BytesIO()) == read(BAKERY)


def test_a_client_without_a_name_goes_by_its_file() -> None:
    named, _ = read(BAKERY)

    assert client_name(named, "klant-12") == "Bakkerij De Korenaar"
    assert client_name(Client(), "klant-12") == "klant-12"


# --- what is refused


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        ("schema = 2", "schema", "schema_unknown"),
        ("[need]\nown_contribution = 25.000", "need.own_contribution", "euro_float"),
        ('[need]\nown_contribution = "25000"', "need.own_contribution", "want_integer"),
        ("[need]\nown_contribution = -1", "need.own_contribution", "too_low"),
        ("[need]\nown_contribution = { min = 9, max = 5 }", "need.own_contribution", "min_above_max"),
        ("[need]\nown_contribution = { max = 5.5 }", "need.own_contribution.max", "euro_float"),
        ("[need]\nown_contribution = {}", "need.own_contribution", "empty_interval"),
        ("[need]\nown_contribution = { maximum = 5, min = 1 }", "need.own_contribution.maximum", "unknown_key"),
        ("[owner]\nshare = 30", "owner.share", "share_out_of_range"),
        ("[owner]\nage = nan", "owner.age", "want_number"),
        ("[owner]\nage = true", "owner.age", "want_number"),
        ("[owner]\npartner = 1", "owner.partner", "want_bool"),
        ('[owner]\npartner = "ja"', "owner.partner", "want_bool"),
        ("[company]\nfounded = 2017", "company.founded", "want_date"),
        ("[company]\nfounded = 2017-05-01T10:00:00", "company.founded", "want_date"),
        ('[company]\nfounded = "2017-02-30"', "company.founded", "want_date"),
        ('[company]\nkvk_number = "1234567"', "company.kvk_number", "bad_form"),
        ('[company]\npostcode = "0123 AB"', "company.postcode", "bad_form"),
        ('[company]\nsbi = "brood"', "company.sbi", "bad_form"),
        ('[company]\nname = ""', "company.name", "unknown_key"),
        ('[client]\nname = " "', "client.name", "empty_text"),
        ("[client]\nname = 7", "client.name", "want_text"),
        ("[company]\nage_months = 12", "company.age_months", "derived_key"),
        ("[company]\nsectors = 'horeca'", "company.sectors", "want_list"),
        ("[figures]\nyear = 2025", "figures", "want_tables"),
        ("[[figures]]\nyear = 25", "figures[0].year", "too_low"),
        ("[[figures]]\nmonths = 36", "figures[0].months", "too_high"),
        ("figures = [3]", "figures[0]", "want_table"),
        ("company = 3", "company", "want_table"),
        ("[[history]]\ngrounds = ['solvency', 'luck']", "history[0].grounds[1]", "unknown_code"),
        ("[[need.uses]]\nisde_device = 'heat_pump'", "need.uses[0].isde_device", "unknown_key"),
        ("[unknown]\n'company.fte' = 'perhaps'", "unknown.company.fte", "unknown_code"),
        ("[company]\nfte = 3\n[unknown]\n'company.fte' = 'later'", "unknown.company.fte", "known_and_unknown"),
        ("[origins]\n'company.fte' = 'typed'", "origins.company.fte", "no_such_answer"),
        ("[company]\nfte = 3\n[origins]\n'company.fte' = 'heard'", "origins.company.fte", "unknown_code"),
        ("[notes]\n'figures[0].ebitda' = 'x'", "notes.figures[0].ebitda", "no_table"),
        ("origins = 3", "origins", "unknown_key"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_named_with_its_place(text: str, path: str, code: str) -> None:
    problem = the_problem(text)

    assert (problem.as_data(texts_in("nl"))["path"], problem.code) == (path, code)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("[company]\nlegalform = 'bv'", "legal_form"),
        ("[company]\nage = 44", "owner.age"),
        ("fte = 5", "company.fte"),
        ("[compny]\nfte = 5", "company"),
        ("[need]\namount = 5", "need.uses.amount"),
        ("[[need.uses]]\nisde_device = 'heat_pump'", "need.uses.details.isde_device"),
        ("[company]\nlegal_form = 'bvv'", "bv"),
        ("[company]\nprovince = 'Utregt'", "Utrecht"),
        ("[notes]\n'company.ftee' = 'x'", "company.fte"),
    ],
)
def test_a_slip_of_the_keyboard_gets_a_suggestion(text: str, suggestion: str) -> None:
    assert the_problem(text).details["suggestion"] == suggestion


def test_all_problems_are_listed_at_once_each_with_its_line() -> None:
    text = BAKERY.replace('legal_form = "bv"', 'legal_form = "bvv"').replace("year = 2024", "year = 1024")
    text = text.replace("amount = 120_000", "amount = 120.000")

    _, problems = read(text)

    assert [(p.line, p.code) for p in problems] == [(5, "unknown_code"), (12, "too_low"), (21, "euro_float")]


def test_what_has_a_problem_is_left_unanswered_and_the_rest_is_kept() -> None:
    client, _ = read('[company]\nfte = "veel"\nstarted = true')

    assert set(client.answers) == {"company.started"}


def test_problems_in_json_have_the_line_of_their_key() -> None:
    text = '{\n "need": {\n  "uses": [\n   {"amount": 1},\n   {\n    "amount": 1.5}\n  ]},\n "company": {"fte": -1}\n}'

    _, problems = read(text)

    assert [(p.line, p.code) for p in problems] == [(6, "euro_float"), (8, "too_low")]


def test_a_key_that_stands_in_json_twice_is_not_quietly_dropped() -> None:
    problem = the_problem('{"company": {"fte": 1,\n "fte": 2}}')

    assert (problem.line, problem.path, problem.code) == (2, ("company", "fte"), "duplicate_key")


@pytest.mark.parametrize(
    ("raw", "line", "code"),
    [
        (b"[company]\nfte = ", 2, "not_toml"),
        (b'{"company":\n {"fte" 3}}', 2, "not_json"),
        (b"[company]\nname = '\xe9'", 2, "not_utf8"),
        (b'{"a": ' * 100_000, 1, "not_json"),
        (b'{"company": {"fte": 1e99999999999999999999}}', 1, "not_json"),
        (b"a = " + b"[" * 100_000, 1, "not_toml"),
        (b"a = " + b"9" * 5_000, 1, "not_toml"),
    ],
    ids=["toml", "json", "latin-1", "deep json", "endless number", "deep toml", "long number"],
)
def test_a_file_that_is_not_what_it_seems_is_a_problem_on_its_line(raw: bytes, line: int, code: str) -> None:
    _, problems = read(raw)

    assert [(p.line, p.code) for p in problems] == [(line, code)]


def test_a_file_that_is_not_there_is_not_found(tmp_path) -> None:
    with pytest.raises(NotFound, match="no_file"):
        read_source(tmp_path / "weg.toml", io.BytesIO())
    with pytest.raises(UsageError, match="file_is_folder"):
        read_source(tmp_path, io.BytesIO())
    with pytest.raises(NotFound, match="no_file"):
        read_lines(tmp_path / "weg.jsonl")


# --- a citizen service number is never kept nor repeated


@pytest.mark.parametrize(
    "text",
    [
        "[client]\nname = 'Jansen 123456782'",
        "[need]\nsummary = 'bsn 1234.56.782'",
        "[need]\nneeded_by = '123456782'",
        "[need]\nown_contribution = '123456782'",
        "[company]\nfte = '123456782'",
        "[company]\nkvk_number = '123456782'",
        "[company]\nlegal_form = '123456782'",
        "[company]\nsectors = ['123 456 782']",
        "[owner]\nbsn = '123456782'",
        "[owner]\nBurgerServiceNummer = 1",
        "bsn = '123456782'",
        "[company]\nfte = 3\n[notes]\n'company.fte' = '123-456-782'",
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_citizen_service_number_is_refused_and_never_repeated(text: str, language) -> None:
    problem = the_problem(text)

    assert problem.code == "citizen_number_in_answer"
    assert "782" not in problem.render(texts_in(language))


@pytest.mark.parametrize("text", ["[owner]\nage = 123456782", "[owner]\n123456782 = 1", "[owner]\npartner = 123456782"])
def test_nor_does_another_problem_repeat_one(text: str) -> None:
    assert "123456782" not in the_problem(text).render(texts_in("nl"))


@pytest.mark.parametrize("text", ["12345678", "020-1234567", "NL91ABNA0417164300", "123456789", "000000000"])
def test_other_numbers_are_kept(text: str) -> None:
    client, problems = read(f"[client]\nname = '{text}'")

    assert (client.value("client.name"), problems) == (text, [])


# --- many clients in one file


def test_one_bad_line_never_stops_the_others(tmp_path) -> None:
    path = tmp_path / "klanten.jsonl"
    good, bad = b'{"client": {"name": "A"}}\r\n\r\n', b'{"client": \n\xff\n[]\n{"owner": {"age": -1}}\n'
    path.write_bytes(b"\xef\xbb\xbf" + good + bad + b'{"client": {"name": "B"}}')

    found = list(read_lines(path))

    assert [(number, codes(problems)) for number, _, problems in found] == [
        (1, []), (3, ["not_json"]), (4, ["not_utf8"]), (5, ["want_table"]), (6, ["too_low"]), (7, [])
    ]  # fmt: skip
    assert all(problem.line == number for number, _, problems in found for problem in problems)
    assert [client_name(client, "") for _, client, problems in found if not problems] == ["A", "B"]


def test_lines_are_read_one_at_a_time(tmp_path) -> None:
    path = tmp_path / "klanten.jsonl"
    path.write_text('{"client": {"name": "A"}}\n' * 3, encoding="utf-8")

    lines = read_lines(path)

    assert next(lines)[0] == 1
    lines.close()
