// Keys of a work area other than the inbox. An element with data-key is clicked by its key, only while the focus is in
// the area and not in a field being typed in; the switch is the inbox's own (WCAG 2.2, 2.1.4). No page needs this file.
"use strict";

(() => {
  const SWITCH = "tallystick-keys";
  const on = () => localStorage.getItem(SWITCH) !== "off";
  const typing = (element) => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

  const copy = (button) => {
    const text = document.getElementById(button.dataset.copy);
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(text);
      if (navigator.clipboard) navigator.clipboard.writeText(text.textContent.trim());
      else document.execCommand("copy");
    });
    button.hidden = false;
  };

  const work = (area) => {
    const help = area.querySelector("[data-help]");
    const box = area.querySelector("[data-switch]");
    area.querySelectorAll("[data-copy]").forEach(copy);
    if (!help || !box) return;
    help.hidden = false;
    box.checked = on();
    box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
    area.addEventListener("keydown", (event) => {
      if (!on() || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key.length !== 1 || typing(event.target)) return;
      const found = area.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (event.key === "?") help.open = !help.open;
      else if (!found) return;
      else if (found.value === "disagrees" && !area.querySelector("#why").value.trim()) area.querySelector("#why").focus();
      else found.click();
      event.preventDefault();
    });
  };

  document.documentElement.classList.add("keys");
  document.querySelectorAll("[data-shortcuts]").forEach(work);
  document.querySelector("[data-shortcuts] button.main")?.focus({ preventScroll: true });
})();
