"""How the sum comes together: the picture, the same as a table, and in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from finadvies.exports.html.elements import Markup, lines, tag
from finadvies.exports.html.mix_picture import mix_picture, numbered, shades
from finadvies.exports.paper import Segment, Sources
from finadvies.locale import Texts


def parts(sources: Sources, lead: str, sentences: tuple[str, ...], texts: Texts) -> Iterator[Markup | None]:
    """The section of the mix."""
    yield tag("p", lead, class_="lead")
    if sources.segments:
        yield figure(sources, texts)
        yield _table(sources, texts)
    if sources.notes:
        yield tag("div", *(tag("p", note) for note in sources.notes), class_="small keep")
    told = [tag("li", each) for each in sentences if each not in sources.notes]
    if told:
        yield tag("h3", texts.say("paper.in_words"))
        yield tag("ul", lines(["", *told, ""]), class_="plain")


def figure(sources: Sources, texts: Texts, name: str = "mix") -> Markup:
    """The picture in both sizes, with what is needed in words."""
    pictures = [mix_picture(sources, texts, size, name) for size in ("wide", "narrow")]
    return tag("figure", lines([*pictures, tag("figcaption", _needed(sources, texts), class_="small")]))


def _needed(sources: Sources, texts: Texts) -> str:
    """What the picture says above the bar."""
    by_number = numbered(sources, texts)
    uses = [
        f"{place}. {use.name} {use.amount}" if by_number else f"{use.name} {use.amount}"
        for place, use in enumerate(sources.uses, 1)
    ]
    return f"{texts.say('paper.needed')}: {', '.join(uses)}."


def _table(sources: Sources, texts: Texts) -> Markup:
    from_whom, form, use, amount = (texts.say(f"paper.{name}") for name in ("from_whom", "form", "for_what", "amount"))
    heads = [tag("th", each, scope="col") for each in (from_whom, form, use)]
    heads.append(tag("th", amount, scope="col", class_="n"))
    rows = [
        tag(
            "tr",
            tag("th", _key(segment, shade), segment.name, scope="row"),
            tag("td", segment.form, data_l=form),
            tag("td", segment.uses, data_l=use),
            tag("td", segment.amount, class_="n", data_l=amount),
        )
        for segment, shade in zip(sources.segments, shades(sources), strict=True)
    ]
    foot = tag("tr", tag("th", texts.say("paper.total"), scope="row", colspan=3), tag("td", sources.total, class_="n"))
    inside = [
        "",
        tag("thead", tag("tr", *heads)),
        tag("tbody", lines(["", *rows, ""])),
        tag("tfoot", foot),
        "",
    ]
    return tag("table", lines(inside), class_="cards keep")


def _key(segment: Segment, shade: str) -> Markup:
    return tag("span", "■" if segment.gap else segment.letter, class_=f"key {shade}", aria_hidden="true" if segment.gap else None)
