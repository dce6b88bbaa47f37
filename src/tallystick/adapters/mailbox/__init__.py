"""E-mail: whether bytes are a message, what it says of itself, the papers in it. ``server`` opens mailboxes.

``parse`` takes a message apart in a room of its own (``adapters.rooms``); ``message.parse`` is what runs within.

Must not know what a paper means, nor what happens to it.
"""

from .message import Automatic, Message, is_message, message_id
from .opening import parse

__all__ = ["Automatic", "Message", "is_message", "message_id", "parse"]
