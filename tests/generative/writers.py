"""Processes that write to one store at once, with ids they made themselves, and what must be true of it afterwards."""

import json
import random
import time
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection

from payung.store.acts import StoreBusy, StoreLost, StoreMissing
from payung.store.database import StoreUnreachable, connect
from payung.store.keys import Keys
from payung.store.models import Act, Credit, PersonMonth
from payung.store.proof import prove
from tests.generative.driver import Names, Request, ask, ask_model, differences, new_model, refusal, same
from tests.store.servers import Acks
from tests.store.stores import Store
from tests.store.world import World

GONE = (StoreBusy, StoreLost, StoreMissing, StoreUnreachable)
"""After these only a repeat tells whether it was done."""
STEPS = ("reserve", "reserve", "reserve", "receive", "bill", "pay", "release", "unbill", "credit", "give_back", "leave",
         "pay", "take_over",         "take_back", "join", "part")  # fmt: skip
Plan = tuple[str, str, str, dict[str, Any]]
"""Address, key file, database, and the world's ids: what a process is given."""


def plan_of(world: World) -> Plan:
    ids = {name: getattr(world, name) for name in ("fund", "purses", "people", "lines", "group", "villages")}
    return world.store.address, str(world.store.keys.path), world.store.on, ids


def world_of(plan: Plan) -> World:
    address, keys, on, ids = plan
    connect(address)
    return World(Store(address, Keys.read(keys), on), **ids)


def write(which: int, acks: Acks, plan: Plan, requests: int, seed: int) -> None:
    """Ask one thing after the other. Each is said before it is sent and when it was answered; some are sent again."""
    world = world_of(plan)
    dice = random.Random(f"{seed} {which}")
    for number in range(requests):
        try:
            request = chosen(world, f"{which}-{number}-{seed}", dice)
        except DatabaseError:  # the database is gone; nothing was asked
            connection.close()
            time.sleep(0.05)
            continue
        acks.say(json.dumps(["ask", request.id, request.name, request.args]))
        answer = answered(world, request)
        acks.say(json.dumps(["told", request.id, *answer]))
        if dice.random() < 0.15:  # the reply was lost, or a proxy sent it twice
            again = answered(world, request)
            acks.say(json.dumps(["told", request.id, *again]))


def answered(world: World, request: Request) -> tuple[str | None, Any]:
    """The name of the error or the outcome."""
    try:
        return refusal(lambda: ask(world, request))
    except Exception as error:  # noqa: BLE001 - said, so that the test can tell
        return f"unexpected {type(error).__name__}: {error}", None


def chosen(world: World, id_: str, dice: random.Random) -> Request:
    """Something that may well be asked here; much of it will be refused, because others were there first."""
    name = dice.choice(STEPS)
    booked = dice.choice((202607, 202608))
    people, purses = len(world.people), len(world.purses)
    args: tuple[Any, ...]
    if name == "reserve":
        months = [
            [dice.randrange(people), 202603 + dice.randrange(8), dice.randrange(purses)]
            for _ in range(dice.randint(1, 4))
        ]
        args = (months, booked)
    elif name in ("bill", "pay", "release", "unbill", "credit"):
        begins = {
            "bill": "reserved",
            "release": "reserved",
            "pay": "committed",
            "unbill": "committed",
            "credit": "paid",
        }
        ids = list(PersonMonth.objects.filter(state=begins[name]).values_list("id", flat=True)[:30])
        if not ids:
            return Request(id_, "receive", (0, 50_000, booked))
        chosen_ids = dice.sample(ids, min(len(ids), dice.randint(1, 4)))
        args = (chosen_ids, booked)
        if name == "credit":
            args = (chosen_ids, dice.choice(("offset", "replace")), booked)
        elif name == "pay":
            args = (chosen_ids, _some_credit(dice), booked)
    elif name == "take_over":
        credited = list(PersonMonth.objects.filter(state="credited").values_list("id", "person_id")[:30])
        if not credited:
            return Request(id_, "receive", (0, 50_000, booked))
        month, whose = dice.choice(credited)
        args = (month, dice.choice([at for at, person in enumerate(world.people) if person != whose]), booked)
    elif name in ("receive", "give_back"):
        args = (dice.randrange(purses), dice.randint(1, 40_000), booked)
    elif name == "leave":
        args = (dice.randrange(people), 202603 + dice.randrange(8), booked)
    elif name == "join":
        args = (dice.randrange(people), dice.randrange(people))
    else:
        names = Names()
        names.load()
        ids = names.leavings if name == "take_back" else names.joins
        if not ids:
            return Request(id_, "receive", (0, 50_000, booked))
        args = (dice.choice(ids),)
    return Request(id_, name, args)


def _some_credit(dice: random.Random) -> list[list[int]]:
    """A credit and some of it, or none."""
    held = list(Credit.objects.values_list("id", "amount")[:30])
    if not held or dice.random() < 0.4:
        return []
    number, amount = dice.choice(held)
    return [[number, dice.choice((amount, 8_400, 16_800))]]


def faults_of(world: World, people: int, said: Sequence[Sequence[str]]) -> list[str]:
    """What is wrong with the history of a store after writers said this: nothing must be.

    Every act is replayed through the model in its order; all that was answered is there, and each request once. What
    was asked and never answered is either there once, as it was asked, or not at all.
    """
    connect(world.store.address)
    acts = {act.request: act for act in Act.objects.order_by("number")}
    faults = [f"{act.kind}" for act in acts.values() if act.kind not in ("asked", "test", "fund.receive")]
    asked = {line[1]: line for lines in said for line in map(json.loads, lines) if line[0] == "ask"}
    faults += [f"nobody asked {request}" for request in acts.keys() - asked.keys() - {"world"}]
    model, names = new_model(people), Names()
    for act in acts.values():
        if act.request == "world":
            continue
        content = json.loads(act.said)
        request = Request(act.request, content["name"], tuple(content["args"]))
        if [request.name, list(request.args)] != asked.get(act.request, [None] * 4)[2:]:
            faults.append(f"{act.request} is not as it was asked")
        error, wanted = refusal(lambda request=request: ask_model(model, request, names))
        given = json.loads(act.outcome)["given"]
        if error or not same(request.name, given, wanted, names):
            faults.append(f"{act.request} {request.name}: {given} where the model has {error or wanted}")
    for lines in said:
        for kind, request_id, *answer in map(json.loads, lines):
            if kind == "told":
                faults += _wrong_answer(acts.get(request_id), request_id, *answer)
    faults += differences(world, model, names)
    faults += [f"{fault.kind} {fault.where} {fault.detail.en}" for fault in prove(world.store.keys).faults]
    connection.close()
    return faults


def _wrong_answer(act: Act | None, request: str, error: str | None, given: Any) -> list[str]:
    if error and error.startswith("unexpected"):
        return [f"{request}: {error}"]
    if error in {one.__name__ for one in GONE}:
        return []
    if error is None and act is None:
        return [f"{request} was acknowledged and is lost"]
    if error is None and act is not None and json.loads(act.outcome)["given"] != given:
        return [f"{request} was answered otherwise than it is kept"]
    return []
