"use strict";
// Filter, search and sort. Without this script the page shows everything, worst first.
(() => {
  const list = document.getElementById("list");
  if (!list) return;
  const items = Array.from(list.children);
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const all = document.getElementById("all");
  const chips = Array.from(document.querySelectorAll(".chip"));
  const sorts = Array.from(document.querySelectorAll("[data-sort]"));
  const chosen = { risk: new Set(), severity: new Set() };
  const words = new Map();
  for (const item of items) {
    const summary = item.querySelector("summary").textContent;
    words.set(item, (summary + " " + item.dataset.risk + " " + item.dataset.path).toLowerCase());
  }

  const apply = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const { risk, severity } = item.dataset;
      const fits =
        (!chosen.risk.size || chosen.risk.has(risk)) &&
        (!chosen.severity.size || chosen.severity.has(severity)) &&
        wanted.every((word) => words.get(item).includes(word));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown === items.length ? "what was found" : `${shown} of ${items.length} shown`;
    nothing.hidden = shown > 0;
  };

  const compare = {
    severity: (a, b) => b.dataset.rank - a.dataset.rank,
    rule: (a, b) => (a.dataset.rule < b.dataset.rule ? -1 : a.dataset.rule > b.dataset.rule ? 1 : 0),
    path: (a, b) =>
      a.dataset.path < b.dataset.path ? -1 : a.dataset.path > b.dataset.path ? 1 : a.dataset.line - b.dataset.line,
  };
  const sort = (key, reverse) => {
    // a stable sort over the first order, so that equals keep it
    const sorted = items.slice().sort((a, b) => (reverse ? -1 : 1) * compare[key](a, b));
    list.replaceChildren(...sorted);
  };

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      const set = chosen[chip.dataset.filter];
      const on = !set.has(chip.dataset.value);
      if (on) set.add(chip.dataset.value);
      else set.delete(chip.dataset.value);
      chip.setAttribute("aria-pressed", String(on));
      apply();
    });
  }
  for (const button of sorts) {
    button.disabled = false;
    button.addEventListener("click", () => {
      const reverse = button.getAttribute("aria-pressed") === "true" && !button.classList.contains("reverse");
      for (const other of sorts) {
        other.setAttribute("aria-pressed", String(other === button));
        other.classList.remove("reverse");
      }
      button.classList.toggle("reverse", reverse);
      sort(button.dataset.sort, reverse);
    });
  }
  search.addEventListener("input", apply);
  tools.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("reset").addEventListener("click", () => {
    search.value = "";
    for (const set of Object.values(chosen)) set.clear();
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    apply();
    search.focus();
  });

  const openAll = (open) => {
    for (const item of items) item.firstElementChild.open = open;
    all.setAttribute("aria-pressed", String(open));
    all.textContent = open ? "close all" : "open all";
  };
  all.addEventListener("click", () => openAll(all.getAttribute("aria-pressed") !== "true"));

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const box = target.matches("details") ? target : target.querySelector("details");
    if (box) box.open = true;
    target.hidden = false;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  const step = (by) => {
    const heads = items_in_order().map((item) => item.querySelector("summary"));
    const at = heads.indexOf(document.activeElement);
    const next = heads[at < 0 ? (by > 0 ? 0 : heads.length - 1) : at + by];
    if (next) next.focus();
  };
  const items_in_order = () => Array.from(list.children).filter((item) => !item.hidden);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === "Escape") {
        search.value = "";
        apply();
        search.blur();
      }
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "e") all.click();
  });

  let before = [];
  addEventListener("beforeprint", () => {
    before = items.map((item) => item.firstElementChild.open);
    for (const item of items) item.firstElementChild.open = true;
  });
  addEventListener("afterprint", () => items.forEach((item, i) => (item.firstElementChild.open = before[i])));

  tools.hidden = false;
  all.hidden = false;
  reveal();
})();
