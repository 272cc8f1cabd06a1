"""Whatever a client is and on whatever ground it was refused: no open option is lost, nothing that fails is called free, somebody can be called."""

from __future__ import annotations

import random

from generated import chances, of_clients, told_in_part, whole_client
from hypothesis import given, settings
from shipped import TODAY
from wcwidth import wcswidth

from finadvies.advice import advise
from finadvies.advice.attempts import RESULTS, Said, attempts, latest, recorded, undone
from finadvies.advice.second_chance import SecondChance, second_chance
from finadvies.domain.catalogue import Catalogue
from finadvies.domain.client import Client
from finadvies.domain.condition import facts_of
from finadvies.domain.facts import GROUNDS
from finadvies.domain.product import Product
from finadvies.exports.layout import texts_of
from finadvies.exports.screens.second_chance import second_chance as screen
from finadvies.homework import Lists
from finadvies.locale import texts_in
from finadvies.rules.eligibility import Option
from finadvies.rules.truth import Truth


def drawn_client(chance: random.Random) -> Client:
    whole = whole_client(chance)
    return chance.choice([whole, told_in_part(whole, chance)])


def drawn_answer(chance: random.Random, catalogue: Catalogue, result: str = "rejected") -> tuple[Product, Said]:
    product = catalogue.products[chance.choice(sorted(catalogue.products))]
    grounds = tuple(chance.sample(GROUNDS, chance.choice([0, 1, 1, 1, 2]))) if result == "rejected" else ()
    amount = chance.choice([None, 5_000, 60_000, 400_000])
    written = chance.choice([None, True, False]) if result == "rejected" else None
    return product, Said(result, TODAY, grounds, amount, in_writing=written)  # type: ignore[arg-type]  # one of RESULTS


def after(client: Client, product: Product, said: Said, catalogue: Catalogue, lists: Lists) -> SecondChance:
    client = recorded(client, catalogue, product, said)
    last = latest(client, catalogue)
    assert last is not None
    return second_chance(advise(client, catalogue, lists, TODAY), last)


def fails_on(option: Option, ground: str, catalogue: Catalogue) -> bool:
    """Whether a criterion that is about a ground is not met, read from the catalogue anew."""
    facts = set(catalogue.grounds[ground].facts)
    return any(
        reason.truth is Truth.FALSE
        and reason.criterion is not None
        and reason.criterion.when is not None
        and (reason.criterion.ground == ground or facts & set(facts_of(reason.criterion.when)))
        for reason in option.reasons
    )


@settings(of_clients, max_examples=14)
@given(chances)
def test_no_open_option_is_lost_and_none_that_fails_is_called_free(
    catalogue: Catalogue, lists: Lists, chance: random.Random
) -> None:
    found = after(drawn_client(chance), *drawn_answer(chance, catalogue), catalogue, lists)

    groups = [*found.hit, *found.spared, *found.begins]
    assert sorted(each.option.product.id for each in groups) == sorted(o.product.id for o in found.advice.open_options)
    for standing in (*found.spared, *found.begins):
        fails = any(fails_on(standing.option, ground, catalogue) for ground in found.attempt.grounds)
        assert not fails or standing.fails or standing.how == "granted", standing


@settings(of_clients, max_examples=14)
@given(chances)
def test_there_is_always_a_next_step_with_somebody_to_call(catalogue: Catalogue, lists: Lists, chance: random.Random) -> None:
    result = chance.choice(["rejected", "rejected", "withdrawn"])
    found = after(drawn_client(chance), *drawn_answer(chance, catalogue, result), catalogue, lists)

    assert "desk" in found.actions
    assert found.call is not None
    assert found.call.phone or found.call.url
    assert not found.desk_first or found.actions[0] == "desk"
    assert not {product for plan in found.plans for product in plan.products} & found._asked


@settings(of_clients, max_examples=14)
@given(chances)
def test_every_road_can_be_told_within_eighty_columns(catalogue: Catalogue, lists: Lists, chance: random.Random) -> None:
    found = after(drawn_client(chance), *drawn_answer(chance, catalogue), catalogue, lists)

    for language in ("nl", "en"):
        lines = texts_of(screen(found, texts_in(language), 80, adviser=False, dossier="klant"))  # type: ignore[arg-type]  # nl or en
        assert [line for line in lines if wcswidth(line) > 80] == []
        assert found.call is not None
        assert any((found.call.phone or found.call.url or "").replace(" ", "\u00a0") in line for line in lines)


@settings(of_clients, max_examples=14)
@given(chances)
def test_an_answer_that_is_taken_back_leaves_what_was_there(catalogue: Catalogue, chance: random.Random) -> None:
    client = drawn_client(chance)
    product, said = drawn_answer(chance, catalogue, chance.choice(RESULTS))
    told = attempts(client, catalogue)
    untouched = all(each.product not in (product.id, None) for each in told)

    once = recorded(client, catalogue, product, said)
    twice = recorded(once, catalogue, product, said)
    back = undone(once, catalogue, product.id)

    assert twice == once
    assert back is not None
    if untouched and said.result != "pending":
        assert attempts(back[0], catalogue) == told
