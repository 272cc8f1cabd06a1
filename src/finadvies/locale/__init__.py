"""Every text a person reads, in Dutch and English; the only room that holds sentences, with `rules.explain` for reasons."""

from __future__ import annotations

from finadvies.locale.texts import LANGUAGES, Language, Texts, texts_in

__all__ = ["LANGUAGES", "Language", "Texts", "texts_in"]
