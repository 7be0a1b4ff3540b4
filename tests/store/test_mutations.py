"""The list of mutations is of the store as it is; running it takes half an hour and is asked for by hand."""

import ast

import pytest

from tests.store.mutations import MUTATIONS, mutated


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_can_be_made(mutation):
    ast.parse(mutated(mutation))


def test_names_are_told_apart():
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS) >= 20
