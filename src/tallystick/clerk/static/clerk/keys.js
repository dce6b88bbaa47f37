// The keyboard of the inbox, and the station page's drop. Every page works without this file; it only saves reaching
// for the mouse. Single keys act only while the focus is in the work area, never in a field being typed in, and can be
// switched off (WCAG 2.2, 2.1.4). Styles are set by attribute and class only: the policy allows nothing inside the page.
"use strict";

(() => {
  const SWITCH = "tallystick-keys";

  const on = () => localStorage.getItem(SWITCH) !== "off";

  const typing = (element) =>
    element.matches("textarea, select") ||
    (element.matches("input:not([type=radio]):not([type=checkbox])") && !element.readOnly);

  // The picture ----------------------------------------------------------------------------------------------------

  class Picture {
    constructor(area) {
      this.pane = area.querySelector(".pages");
      this.mark = null;
      this.whole = false;
    }

    show(id) {
      const mark = id && document.getElementById(id);
      this.pane.querySelectorAll(".here").forEach((old) => old.classList.remove("here"));
      this.mark = mark || this.mark;
      if (mark) {
        mark.classList.add("here");
        this.draw();
      }
    }

    draw() {
      const near = this.mark && !this.whole;
      this.pane.classList.toggle("near", Boolean(near));
      this.pane.querySelectorAll("figure").forEach((figure) => {
        const svg = figure.querySelector("svg");
        const mine = near && svg.contains(this.mark);
        figure.hidden = Boolean(near && !mine);
        svg.setAttribute("viewBox", mine ? this.view(svg) : svg.dataset.whole);
      });
    }

    // Half the page's width and about a fifth of its height, with the field in the middle, never beyond the edge.
    view(svg) {
      const [, , width, height] = svg.dataset.whole.split(" ").map(Number);
      const part = (name) => Number(this.mark.getAttribute(name));
      const w = Math.min(width, Math.max(width * 0.5, part("width") * 1.3));
      const h = Math.min(height, Math.max(w * 0.55, part("height") * 1.5));
      const x = Math.min(Math.max(0, part("x") + part("width") / 2 - w / 2), width - w);
      const y = Math.min(Math.max(0, part("y") + part("height") / 2 - h / 2), height - h);
      return [x, y, w, h].join(" ");
    }

    toggle() {
      this.whole = !this.whole;
      this.draw();
    }
  }

  // The item -------------------------------------------------------------------------------------------------------

  class Item {
    constructor(area) {
      this.area = area;
      this.form = area.querySelector("[data-pane]");
      this.picture = new Picture(area);
      this.doubts = [...this.form.querySelectorAll("[data-doubt]")];
      this.accept = this.form.querySelector("[data-accept]");
      this.help = this.form.querySelector("[data-help]");
      this.switch = this.form.querySelector("[data-switch]");
      area.addEventListener("keydown", (event) => this.key(event));
      this.form.addEventListener("focusin", (event) => this.picture.show(event.target.dataset.mark));
      this.form.addEventListener("pointerdown", (event) => this.edit(event.target));
      this.switch.addEventListener("change", () => this.turn());
      this.open();
    }

    open() {
      this.help.hidden = false;
      this.form.querySelectorAll("[data-key=z]").forEach((button) => {
        button.hidden = !this.area.querySelector(".seen");
        button.addEventListener("click", () => this.picture.toggle());
      });
      this.switch.checked = on();
      this.turn();
      (this.doubts[0] || this.accept).focus({ preventScroll: true });
    }

    turn() {
      localStorage.setItem(SWITCH, this.switch.checked ? "on" : "off");
      this.doubts.forEach((input) => {
        input.dataset.before = input.value;
        input.readOnly = on() && input.value !== "";
      });
    }

    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target;
      if (event.key === "Enter" && target.matches("input:not([type=radio]):not([type=checkbox])")) {
        event.preventDefault();
        this.after(target);
      } else if (event.key === "Enter" && target.matches("input")) {
        event.preventDefault();
        this.accept.focus();
      } else if (event.key === "Escape" && target.dataset.before !== undefined) {
        target.value = target.dataset.before;
        target.readOnly = on() && target.value !== "";
      } else if (on() && event.key.length === 1 && !typing(target)) {
        this.single(event);
      }
    }

    // Enter on a field takes it as it stands and goes to the next doubtful one, at last to the button.
    after(input) {
      if (input.value !== "" && this.doubts.includes(input)) input.readOnly = on();
      const next = this.doubts[this.doubts.indexOf(input) + 1];
      (this.doubts.includes(input) && next ? next : this.accept).focus();
    }

    single(event) {
      if (event.key === "e" && this.edit(event.target)) {
        event.preventDefault();
      } else if (event.key === "?") {
        event.preventDefault();
        this.help.open = !this.help.open;
      } else {
        const found = this.form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
        if (!found) return;
        event.preventDefault();
        found.click();
      }
    }

    edit(input) {
      if (!this.doubts.includes(input) || !input.readOnly) return false;
      input.readOnly = false;
      input.focus();
      if (input.type === "text") input.select();
      return true;
    }
  }

  // The station page: a dropped or chosen file goes at once -----------------------------------------------------------

  const sending = (form) => {
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector(".drop");
    input.addEventListener("change", () => {
      if (!input.files.length) return;
      form.querySelector("button").disabled = true;
      form.requestSubmit();
    });
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("over"));
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  };

  document.documentElement.classList.add("keys");
  document.querySelectorAll("[data-keys]").forEach((area) => new Item(area));
  document.querySelectorAll("form[data-send]").forEach(sending);
})();
