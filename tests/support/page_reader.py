"""A web page read back: its elements with their attributes and text, so that tests ask what a browser would see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "input", "rect", "line", "path"})


@dataclass(eq=False)
class Element:
    """One element; `text` is what stands directly in it."""

    name: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """Texts of its own and, in their places, those of its children."""

    @property
    def text(self) -> str:
        """All text in it, as one line."""
        return " ".join("".join(_parts(self)).split(" "))

    def all(self, name: str = "", kind: str = "") -> list[Element]:
        """Elements in it, at any depth, by name and class."""
        return [
            each
            for each in _down(self)
            if name in ("", each.name) and (not kind or kind in each.attributes.get("class", "").split())
        ]

    def one(self, name: str = "", kind: str = "") -> Element:
        (found,) = self.all(name, kind)
        return found

    def by_id(self, name: str) -> Element:
        (found,) = [each for each in _down(self) if each.attributes.get("id") == name]
        return found


def _down(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _down(child)


def _parts(element: Element) -> Iterator[str]:
    left = iter(element.children)
    for part in element.parts:
        if part == "\0":
            yield from _parts(next(left))
        else:
            yield part


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.at = self.root
        self.doctypes: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.doctypes.append(decl)

    def handle_comment(self, data: str) -> None:
        msg = f"a comment: {data}"
        raise AssertionError(msg)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        self.at.parts.append("\0")
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.name == tag, f"{tag} closes {self.at.name}"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.parts.append(data)


def read_page(text: str) -> Element:
    """The page; fails where an element is not closed, or closed in the wrong place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root, f"{reader.at.name} is left open"
    assert reader.doctypes == ["doctype html"]
    return reader.root
