"""Somebody who is signed in, as far as pages ask."""

from dataclasses import dataclass

from payung.core.access.roles import may


@dataclass(frozen=True)
class AnAccount:
    username: str = "ani"
    name: str = "Ani Petugas"


@dataclass(frozen=True)
class Visitor:
    roles: tuple[str, ...] = ("officer",)
    areas: tuple[str, ...] = ("15",)
    account: AnAccount = AnAccount()

    def may(self, right: str) -> bool:
        return any(may(role, right) for role in self.roles)


AN_OFFICER = Visitor()
