"""What every page shares: its head, what it may run, and the style with the words at the foot of each printed page."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from string import Template

from finadvies.exports.html.elements import Markup, clean, lines, tag
from finadvies.locale import Texts


def page(
    sheet: Markup, *, language: str, title: str, program: str, style: str, script: str = "", data_list: str | None = None
) -> str:
    """One file that asks nothing of any network.

    Args:
        sheet: all that is to be seen.
        language: of the page.
        title: names the page, as plain text.
        program: the version that made it.
        style: of ours alone.
        script: of ours alone; where there is none, the policy lets none run.
        data_list: names the list to the script.
    """
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"finadvies {program}"),
        tag("title", title),
        # Style and script are ours alone: no text from data is ever in them.
        Markup(f"<style>{style}</style>"),
    ]
    body = [sheet, Markup(f"<script>{script}</script>") if script else None]
    both = lines([tag("head", lines(head)), tag("body", lines(body))])
    return f"{lines([Markup('<!doctype html>'), tag('html', both, lang=language, data_list=data_list)])}\n"


def part(name: str) -> str:
    """A file of this package as text."""
    return resources.files("finadvies.exports.html").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def style(texts: Texts, *names: str, document: str, **words: str) -> str:
    """The style of a page from its files, with the words at the edge of each printed page: no element can carry those."""
    told = {"document": document, "page": texts.say("paper.page"), "of": texts.say("paper.page_of"), **words}
    return Template("".join(map(part, names))).substitute({name: _in_style(text) for name, text in told.items()})


def _in_style(text: str) -> str:
    """Text for between the quotes of a style: every sign but letters, digits and blanks by its number, so that none can end it."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in clean(text))


def _policy(style: str, script: str) -> str:
    """What the page may do: its own style and script, by their hashes, and nothing else."""
    own = [
        f"{name} 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for name, text in (("style-src", style), ("script-src", script))
        if text
    ]
    return "; ".join(("default-src 'none'", *own, "base-uri 'none'", "form-action 'none'"))
