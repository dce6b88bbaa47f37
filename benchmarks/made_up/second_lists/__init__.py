"""A second maker of two lists with their truth, by other means than ``linkage_lists``, to see what only fits the first.

Names come from other tables and a chain of letters, errors from clerks with habits, delays from a law of waiting. Every
person is INVENTED. Must share no code with ``linkage_lists`` nor with ``tallystick.reconciliation``.
"""

from .making import HARD, STANDARD, Made, make

__all__ = ["HARD", "STANDARD", "Made", "make"]
