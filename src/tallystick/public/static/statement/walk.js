// Keys of the statement and the auditor's desk. Every page works without this file. Single keys act only while the focus
// is in the work area, never in a field being typed in, and can be switched off (WCAG 2.2, 2.1.4).
"use strict";

(() => {
  const SWITCH = "tallystick-keys";
  let kept = true;
  const on = () => {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return kept; // a page opened from a folder may keep nothing
    }
  };
  const keep = (checked) => {
    kept = checked;
    try {
      localStorage.setItem(SWITCH, checked ? "on" : "off");
    } catch {
      // then it holds for this page
    }
  };
  const typing = (element) =>
    element.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=file])");

  // Bars: arrow keys go from one to the next, Home and End to the ends; Enter opens one, as without this file.

  const walk = (list) => {
    const bars = [...list.querySelectorAll("summary")];
    list.addEventListener("keydown", (event) => {
      const at = bars.indexOf(event.target);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bars.length - 1 }[event.key];
      if (at < 0 || to === undefined || !bars[to]) return;
      event.preventDefault();
      bars[to].focus();
    });
  };

  // Single keys: an element says which key presses it (data-key) or takes the focus (data-focus-key).

  // One of several ways to count is open; the next one is opened instead.
  const cycle = (area) => {
    const ways = [...area.querySelectorAll("[data-cycle]")];
    const at = ways.findIndex((way) => way.open);
    ways.forEach((way, number) => (way.open = number === (at + 1) % ways.length));
    ways[(at + 1) % ways.length]?.querySelector("summary").focus();
    return ways.length;
  };

  const year = () => {
    const other = document.querySelector("[data-years] a");
    other?.focus();
    return Boolean(other);
  };

  const press = (area) => {
    const help = area.querySelector("[data-help]");
    const turn = area.querySelector("[data-switch]");
    if (help) help.hidden = false;
    if (turn) {
      turn.checked = on();
      turn.addEventListener("change", () => keep(turn.checked));
    }
    area.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return;
      if (!on() || typing(event.target)) return;
      const key = CSS.escape(event.key);
      const pressed = area.querySelector(`[data-key="${key}"]`);
      const focused = area.querySelector(`[data-focus-key="${key}"]`);
      if (event.key === "?" && help) help.open = !help.open;
      else if (event.key === "p" && cycle(area)) event.preventDefault();
      else if (event.key === "y" && year()) event.preventDefault();
      else if (focused) focused.focus();
      else if (pressed) pressed.click();
      else return;
      event.preventDefault();
    });
    area.querySelector("[data-first]")?.focus({ preventScroll: true });
  };

  document.documentElement.classList.add("keys");
  document.querySelectorAll("[data-walk]").forEach(walk);
  document.querySelectorAll("[data-press]").forEach(press);
})();
