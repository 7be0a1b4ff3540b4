"""kill -9 of writers and of the database under load: nothing acknowledged is lost, nothing is half, nothing is twice.

KILLS says how many on each database (20 where it says nothing).
"""

import json
import os
import random
import time

import pytest
from django.db import connection

from payung.store.database import connect, open_store
from payung.store.models import Act
from payung.store.proof import prove
from tests.generative.driver import Request, new_world
from tests.generative.writers import GONE, answered, faults_of, plan_of, world_of, write
from tests.store.servers import Writers
from tests.store.stores import Mint

KILLS = int(os.environ.get("KILLS", "20"))
WRITERS = 3
PEOPLE = 10
ENDLESS = 10**9


def unanswered(said: list[list[str]]) -> list[Request]:
    """What was asked and not answered when the writer was killed, or answered by nobody."""
    asked: dict[str, Request] = {}
    for kind, id_, *rest in (json.loads(line) for lines in said for line in lines):
        if kind == "ask":
            asked[id_] = Request(id_, rest[0], tuple(rest[1]))
        elif rest[0] not in {one.__name__ for one in GONE}:
            asked.pop(id_, None)
    return list(asked.values())


def repeated(world, said: list[list[str]]) -> list[list[str]]:
    """The callers come back and ask again what they had no answer to; twice, for they are nervous."""
    lines = []
    for request in unanswered(said):
        first, second = (answered(world, request) for _ in range(2))
        assert first == second or first[0], request
        lines += [json.dumps(["told", request.id, *answer]) for answer in (first, second)]
    return [*said, lines]


def after(world, said: list[list[str]]) -> list[list[str]]:
    """The state after a kill: sound by itself, and whole once the callers have asked again."""
    connect(world.store.address)
    found = prove(world.store.keys)
    assert found.faults == ()
    said = repeated(world, said)
    assert Act.objects.count() == len(set(Act.objects.values_list("request", flat=True)))
    return said


def test_writers_killed_at_any_moment(mint):
    store, dice = mint.new(), random.Random(7)
    world = new_world(store, PEOPLE)
    plan, said = plan_of(world), []
    for kill in range(max(1, KILLS // WRITERS)):
        connection.close()
        with Writers(write, WRITERS, plan, ENDLESS, kill) as writers:
            writers.wait_until_said(4 if kill else 10)
            time.sleep(dice.random() / 5)
            writers.kill()
            said = after(world, [*said, *writers.said()])
    assert faults_of(world, PEOPLE, said) == []
    connect(store.address)
    mint.remove(store)


@pytest.fixture
def mortal(tmp_path, own_postgres):
    """A store on a server that may be killed."""
    mint = Mint("postgresql", tmp_path, own_postgres)
    yield mint.new(), own_postgres
    connection.close()


def test_the_database_killed_at_any_moment(mortal):
    """The writers live through it and go on: what they are told of it is that it is lost, or not to be reached."""
    (store, server), dice = mortal, random.Random(8)
    world = new_world(store, PEOPLE)
    plan = plan_of(world)
    connection.close()
    with Writers(write, WRITERS, plan, ENDLESS, 0) as writers:
        lines = 6
        for _ in range(KILLS):
            writers.wait_until_said(lines)
            time.sleep(dice.random() / 5)
            server.kill()
            server.start()
            open_store(store.address)
            assert prove(store.keys).faults == ()
            connection.close()
            lines = max(len(said) for said in writers.said()) + 4
        writers.wait_until_said(lines)
        writers.kill()
        said = after(world_of(plan), writers.said())
    told = [json.loads(line) for lines in said for line in lines]
    assert any(line[2] in {one.__name__ for one in GONE} for line in told if line[0] == "told"), "somebody noticed"
    assert faults_of(world, PEOPLE, said) == []
