"""How products, lenders and places are called, in one way everywhere."""

from __future__ import annotations

from typing import Final

from finadvies.advice import Advice, Component
from finadvies.domain.catalogue import Catalogue, HelpDesk, Lender
from finadvies.domain.client import Client, Slot
from finadvies.domain.facts import FACTS
from finadvies.domain.product import Product
from finadvies.locale import Texts

GENERAL_KNOWLEDGE: Final = "general knowledge"
"""What the catalogue writes in the place of an address when there is none."""


def product(record: Product, texts: Texts, catalogue: Catalogue) -> str:
    """The name of a product; one of the office's own list says so."""
    name = texts.pick(record, "name")
    return own_list(name, texts) if catalogue.own_product(record.id) else name


def own_list(name: str, texts: Texts) -> str:
    """A name with the mark of the office's own list behind it."""
    return texts.say("catalogue.own_list", name=name)


def component(part: Component, advice: Advice, texts: Texts) -> str:
    """The name of a part of a mix."""
    if part.product is None:
        return capital(texts.term("kinds", "own_funds"))
    return product(advice.catalogue.products[part.product], texts, advice.catalogue)


def lender(key: str, advice: Advice, texts: Texts) -> str:
    """The name of whoever gives the money."""
    return lender_in(advice.catalogue, key, texts)


def lender_in(catalogue: Catalogue, key: str, texts: Texts) -> str:
    """The name of a lender of the catalogue; one of the office's own list says so."""
    name = lender_name(catalogue, key, texts)
    return own_list(name, texts) if catalogue.own_lender(key) else name


def lender_name(catalogue: Catalogue, key: str, texts: Texts) -> str:
    """The bare name of a lender; its id where the catalogue does not know it."""
    record = catalogue.lenders.get(key)
    return key if record is None else own_name(record, texts)


def own_name(record: Lender | HelpDesk, texts: Texts) -> str:
    """The name of a lender or a desk, in the reader's language where it has one there."""
    return (texts.language == "en" and record.name_en) or record.name


def use(client: Client, index: int, texts: Texts) -> str:
    """What a use is for: its description, else its purpose."""
    told = client.value("use.description", index)
    if isinstance(told, str) and told:
        return told
    purpose = client.value("use.purpose", index)
    return texts.term("purposes", purpose) if isinstance(purpose, str) else texts.say("words.unknown")


def asked(slot: Slot, client: Client, texts: Texts) -> str:
    """The short name of what is asked, with the use or year it is about where there are more."""
    label = texts.label(slot.key)
    if FACTS[slot.key].scope == "use" and slot.index is not None and len(client.uses) > 1:
        return f"{label} ({use(client, slot.index, texts)})"
    return label


def source(url: str, texts: Texts) -> str:
    """Where something was found: an address, or the words for what is known without one."""
    return texts.say("words.general_knowledge") if url == GENERAL_KNOWLEDGE else url


def client(advice: Advice, texts: Texts) -> str:
    """The name of the client."""
    name = advice.client.value("client.name")
    return name if isinstance(name, str) and name else texts.say("words.nameless")


def sender(advice: Advice) -> tuple[str, ...]:
    """The office, in the lines of its head; empty where no folder of an office names it."""
    office = advice.catalogue.office
    return office.lines if office is not None else ()


def capital(text: str) -> str:
    """With a capital at the front."""
    return text[:1].upper() + text[1:]
