"""Homework as files in a folder: the whole list in each format, and a checklist for each lender. Each file is replaced at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from finadvies.advice import Advice, Proposal
from finadvies.exports import machine, markdown, table
from finadvies.exports.homework_view import View, view
from finadvies.exports.mix_words import mix_sentences
from finadvies.exports.screens.mixes import warning_text
from finadvies.exports.stamp import stamp
from finadvies.homework import Homework
from finadvies.locale import Texts


def write_homework(
    advice: Advice,
    plan: Homework,
    texts: Texts,
    folder: Path,
    formats: Sequence[str],
    *,
    title: str,
    proposal: Proposal | None,
    chosen: str | None,
) -> list[Path]:
    """Write the list in `formats` and return the files written, sorted."""
    found = view(advice, plan, texts)
    mark = stamp(advice)
    stem = texts.say("files.homework")
    contents: dict[str, str] = {}
    if "md" in formats:
        contents[f"{stem}.md"] = homework_markdown(advice, found, texts, title=title, proposal=proposal)
        for lender, (name, lines) in zip(plan.per_lender, found.per_lender, strict=True):
            contents[f"{stem}-{lender}.md"] = markdown.one_lender(name, lines, found, texts, mark)
    if "csv" in formats:
        # The mark at the front tells a spreadsheet that the text is UTF-8.
        contents[f"{stem}.csv"] = "\ufeff" + table.homework(found, texts)
    if "json" in formats:
        contents[f"{stem}.json"] = machine.dumps(machine.homework(advice, plan, texts, chosen)) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in contents.items():
        replace(folder / name, text)
    return sorted(folder / name for name in contents)


def homework_markdown(advice: Advice, found: View, texts: Texts, *, title: str, proposal: Proposal | None) -> str:
    """The whole list as Markdown."""
    reminders = [warning_text(warning, advice, texts) for warning in proposal.warnings] if proposal else []
    return markdown.homework(
        found,
        texts,
        stamp(advice),
        title=title,
        mix=list(mix_sentences(proposal, advice, texts)) if proposal else [],
        reminders=reminders,
        desks=list(_desks(advice, texts)),
    )


def _desks(advice: Advice, texts: Texts) -> Iterable[str]:
    for desk in advice.desks[:4]:
        name = (texts.language == "en" and desk.name_en) or desk.name
        reach = ", ".join(part for part in (desk.phone, desk.url) if part)
        yield f"{name}: {reach}. {texts.pick(desk, 'why')}" if reach else f"{name}. {texts.pick(desk, 'why')}"


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all; the same text gives the same bytes on every system."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
