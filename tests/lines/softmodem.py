"""A telephone line in one process: spandsp's T.31 soft modem on a pseudo terminal, and a fax machine that calls it.

    python softmodem.py PAGES.tif --number 5550110 --name OFFICE --speed 4 [--hang-up-on-page 2]

Prints the name of the modem's terminal, rings when the fax server has set the modem up, and after the call one JSON
object: pages the sender was told of, and whether anybody answered. Debian: libspandsp2.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import json
import os
import select
import sys
import time
import tty
from ctypes import CFUNCTYPE, POINTER, c_int, c_int16, c_size_t, c_uint8, c_void_p

SAMPLES, TICK = 160, 0.02
"""Samples of one tick at 8000 Hz, and its seconds."""
ANSWER, HANG_UP = 1, 2
ALERTING, ANSWERED, HUNG_UP = 1, 3, 7
EVERY_COMPRESSION, EVERY_RESOLUTION = 7, 3
MOST_BEHIND = 0.1
"""Seconds that the line may run after its clock: on a busy machine it slows down and never races."""
RING_SECONDS, READY_SECONDS, LONGEST_SECONDS = 5.0, 2.0, 200.0
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(c_uint8), c_size_t)
_CONTROL = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_void_p)
_PAGE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


def library() -> ctypes.CDLL | None:
    """Debian's libspandsp2, None when it is not installed."""
    try:
        found = ctypes.CDLL("libspandsp.so.2")
    except OSError:
        return None
    for name in ("t31_init", "fax_init", "fax_get_t30_state"):
        getattr(found, name).restype = c_void_p
    return found


class Line:
    """The modem that the fax server sees, and the machine at the other end. Time is counted in ticks of the line."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.told = arguments
        self.spandsp = library()
        assert self.spandsp is not None, "no spandsp: apt-get install libspandsp2"
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.answered = self.over = False
        self.pages = 0
        self.ticks = self.heard = self.last_page = 0
        self._handlers = (_WRITE(self._write), _CONTROL(self._control), _PAGE(self._page))
        write, control, page = self._handlers
        self.modem = c_void_p(self.spandsp.t31_init(None, write, None, control, None, None, None))
        self.machine = c_void_p(self.spandsp.fax_init(None, 1))
        t30 = c_void_p(self.spandsp.fax_get_t30_state(self.machine))
        self.spandsp.t30_set_tx_ident(t30, arguments.number.encode())
        self.spandsp.t30_set_tx_file(t30, arguments.pages.encode(), -1, -1)
        self.spandsp.t30_set_ecm_capability(t30, 1)
        self.spandsp.t30_set_supported_compressions(t30, EVERY_COMPRESSION)
        self.spandsp.t30_set_supported_resolutions(t30, EVERY_RESOLUTION)
        self.spandsp.t30_set_phase_d_handler(t30, page, None)

    def _write(self, _modem: int, _data: int, text: object, size: int) -> int:
        return os.write(self.master, ctypes.string_at(text, size))

    def _control(self, _modem: int, _data: int, act: int, _number: int) -> int:
        if act == ANSWER:
            self.answered = True
            self.spandsp.t31_call_event(self.modem, ANSWERED)
        elif act == HANG_UP and self.answered:
            self.over = True
        return 0

    def _page(self, _t30: int, _data: int, _result: int) -> int:
        self.pages += 1
        self.last_page = self.ticks
        return 0

    def run(self) -> None:
        """Ring, talk, hang up."""
        due = time.monotonic()
        rung = 0.0
        while not self.over and self.ticks * TICK < LONGEST_SECONDS:
            self._listen()
            now = self.ticks * TICK
            if not self.answered and self.heard and now - self.heard * TICK > READY_SECONDS and now > rung:
                rung = now + RING_SECONDS
                self._ring()
            if self.answered:
                self._talk()
                if self._breaks_off():
                    self.over = True
                    self.spandsp.t31_call_event(self.modem, HUNG_UP)
            self.ticks += 1
            due = max(due + TICK / self.told.speed, time.monotonic() - MOST_BEHIND)
            time.sleep(max(0.0, due - time.monotonic()))
        for _ in range(200):
            self._listen()
            time.sleep(0.01)

    def _breaks_off(self) -> bool:
        on_page = self.told.hang_up_on_page
        return bool(on_page) and self.pages == on_page - 1 and (self.ticks - self.last_page) * TICK > self.told.after

    def _listen(self) -> None:
        """What the fax server writes to the modem."""
        if select.select([self.master], [], [], 0)[0]:
            data = os.read(self.master, 4096)
            self.heard = self.ticks
            self.spandsp.t31_at_rx(self.modem, data, len(data))

    def _ring(self) -> None:
        self.spandsp.at_reset_call_info(self.modem)
        self.spandsp.at_set_call_info(self.modem, b"NMBR", self.told.number.encode())
        self.spandsp.at_set_call_info(self.modem, b"NAME", self.told.name.encode())
        self.spandsp.t31_call_event(self.modem, ALERTING)

    def _talk(self) -> None:
        """Twenty milliseconds of sound both ways."""
        out, back = (c_int16 * SAMPLES)(), (c_int16 * SAMPLES)()
        self.spandsp.fax_tx(self.machine, out, SAMPLES)
        self.spandsp.t31_rx(self.modem, out, SAMPLES)
        self.spandsp.t31_tx(self.modem, back, SAMPLES)
        self.spandsp.fax_rx(self.machine, back, SAMPLES)


def main() -> None:
    """Place one call."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pages")
    parser.add_argument("--number", default="5550110")
    parser.add_argument("--name", default="OFFICE")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--hang-up-on-page", type=int, default=0)
    parser.add_argument("--after", type=float, default=8.0, help="Seconds into that page.")
    if os.geteuid() == 0:
        os.nice(-10)
    line = Line(parser.parse_args())
    sys.stdout.write(os.ttyname(line.slave) + "\n")
    sys.stdout.flush()
    line.run()
    sys.stdout.write(json.dumps({"pages": line.pages, "answered": line.answered}) + "\n")


if __name__ == "__main__":
    main()
