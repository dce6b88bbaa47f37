"""E-mail: whether bytes are a message, what it says of itself, the papers in it. ``server`` opens mailboxes.

Must not know what a paper means, nor what happens to it.
"""

from .message import Automatic, Message, is_message, parse

__all__ = ["Automatic", "Message", "is_message", "parse"]
