"""Two made-up lists of detainer requests with everything that offices do to names, days and numbers, and the truth.

Every person is INVENTED. Must not share a rule with ``tallystick.reconciliation``: it is what that is measured on.
"""

from .lists import HARD, STANDARD, Made, make

__all__ = ["HARD", "STANDARD", "Made", "make"]
