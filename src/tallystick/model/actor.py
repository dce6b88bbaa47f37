"""Who acts: a named user with roles, for one agency, perhaps bound to stations."""

from __future__ import annotations

from dataclasses import dataclass, field

from .errors import NotAllowed
from .words import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A user or the system itself; ``stations`` empty means all of the agency's."""

    user: str
    roles: frozenset[Role]
    agency: str
    stations: frozenset[str] = field(default_factory=frozenset)

    def need(self, *roles: Role) -> None:
        """Pass if the actor has one of ``roles``.

        Raises:
            NotAllowed: it has none of them.

        """
        if not self.roles.intersection(roles):
            wanted = " or ".join(role.value for role in roles)
            raise NotAllowed(
                f"{self.user} may not do this: it takes the role {wanted}", remedy="ask the records office"
            )


def system(agency: str) -> Actor:
    """The product itself acting on its own: reading, anchoring, handing over checkpoints."""
    return Actor(user="system", roles=frozenset(Role), agency=agency)
