"""The homework as one web page that asks nothing of any network: `elements` makes what is data harmless, the rest lays it out."""

from __future__ import annotations

from finadvies.exports.html.page import homework

__all__ = ["homework"]
