"""Every Vietnamese sentence has its English, with the same figures in it. `python -m tests.catalogue update` helps."""

from __future__ import annotations

from tests import catalogue


def test_every_marked_string_has_an_english_translation() -> None:
    assert list(catalogue.missing(catalogue.translated())) == []


def test_translations_have_the_same_placeholders() -> None:
    assert list(catalogue.unequal(catalogue.translated())) == []


def test_the_catalogue_has_nothing_that_nobody_says() -> None:
    assert list(catalogue.unused(catalogue.translated())) == []


def test_the_compiled_catalogue_is_the_one_that_was_written() -> None:
    assert catalogue.compiled(catalogue.translated()) == catalogue.MO.read_bytes()


def test_english_of_counted_things_has_two_forms() -> None:
    counted = [message for message in catalogue.translated() if message.id and message.pluralizable]
    assert counted
    assert all(len(set(message.string)) == 2 for message in counted if all(message.string))
