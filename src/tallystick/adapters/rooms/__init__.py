"""Rooms in which foreign bytes are taken apart: a process without network and files, a fork with limits for each file.

``asking`` is the caller's side, ``serving`` the side within, ``forks`` what both may fork. Must not know what is taken
apart.
"""
