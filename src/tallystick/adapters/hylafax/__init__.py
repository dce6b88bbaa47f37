"""HylaFAX's spool: what its hook handed over, what its queue holds, which file each line of its log names.

Must not know a register. Source: facts/intake.md §6, seen on HylaFAX 6.0.7.
"""

from .spool import Call, calls_of, handed_over, in_queue, settle

__all__ = ["Call", "calls_of", "handed_over", "in_queue", "settle"]
