/* The command palette (Ctrl K): one box for records, screens and acts. Without it the search box of the top bar and its page do. */
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const make = (tag, name, text) => { const one = document.createElement(tag); if (name) one.className = name; if (text) one.textContent = text; return one; };
  let dialog = null, box = null, list = null, status = null, options = [], at = -1, waiting = 0, asking = null;

  const build = () => {
    dialog = make("dialog", "palette");
    dialog.setAttribute("aria-label", words.label);
    const form = make("form", "search");
    form.method = "get"; form.action = words.search;
    const icon = document.querySelector(".top .search .ic");
    if (icon) form.append(icon.cloneNode(true));
    box = make("input", "form-control");
    box.name = "q"; box.type = "text"; box.maxLength = 100; box.autocomplete = "off"; box.spellcheck = false; box.placeholder = words.placeholder;
    const said = { role: "combobox", "aria-label": words.label, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "palette-choices" };
    Object.keys(said).forEach((name) => box.setAttribute(name, said[name]));
    form.append(box);
    list = make("div", "choices");
    list.id = "palette-choices"; list.setAttribute("role", "listbox"); list.setAttribute("aria-label", words.label);
    status = make("p", "", words.hint);
    status.setAttribute("role", "status");
    dialog.append(form, list, status);
    document.body.append(dialog);
    box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
    form.addEventListener("submit", (event) => { if (options[at]) { event.preventDefault(); go(options[at]); } else if (!box.value.trim()) event.preventDefault(); });
    dialog.addEventListener("keydown", keys);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    list.addEventListener("click", (event) => { const one = event.target.closest("[role=option]"); if (one) go(one); });
  };
  const go = (option) => { dialog.close(); window.location.assign(option.dataset.url); };
  const point = (place) => {
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = options.length && place > -2 ? (place + options.length) % options.length : -1;
    if (at < 0) { box.removeAttribute("aria-activedescendant"); return; }
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };
  const keys = (event) => {
    if (event.isComposing) { if (event.key === "Enter") event.preventDefault(); return; }
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps) {
      event.preventDefault();
      const far = Math.abs(steps[event.key]) > 1;
      point(far ? Math.max(0, Math.min(options.length - 1, at + steps[event.key])) : at < 0 ? (steps[event.key] < 0 ? -1 : 0) : at + steps[event.key]);
    }
  };
  /* The words found are marked by nodes, never by markup that came over the wire. */
  const marked = (text, places) => {
    const line = make("span");
    let done = 0;
    places.forEach((place) => {
      if (place[1] <= done) return;
      const first = Math.max(place[0], done);
      line.append(text.slice(done, first), make("mark", "", text.slice(first, place[1])));
      done = place[1];
    });
    line.append(text.slice(done));
    return line;
  };
  const option = (item) => {
    const one = make("div", "choice");
    one.id = `palette-${options.length}`; one.dataset.url = item.url;
    one.setAttribute("role", "option"); one.setAttribute("aria-selected", "false");
    /* Places count characters; a rare one is two units of a string of JavaScript. */
    const letters = Array.from(item.label);
    const unit = (place) => letters.slice(0, place).join("").length;
    one.append(marked(item.label, item.marks.map((place) => [unit(place[0]), unit(place[1])])));
    if (item.hint) one.append(make("small", "", item.hint));
    options.push(one);
    return one;
  };
  const show = (found) => {
    options = []; at = -1;
    list.textContent = "";
    found.groups.forEach((group, number) => {
      const part = make("div");
      const head = make("b", "", group.label);
      head.id = `palette-group-${number}`;
      part.setAttribute("role", "group"); part.setAttribute("aria-labelledby", head.id);
      part.append(head);
      group.items.forEach((item) => part.append(option(item)));
      list.append(part);
    });
    const many = options.length;
    if (found.everything) list.append(option(found.everything));
    box.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = found.problem || (many ? `${words.found.replace("#", many)} · ${words.hint}` : found.everything ? words.none : words.hint);
    point(many && found.everything ? 0 : -2);
  };
  const ask = async () => {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    const here = window.location.pathname + window.location.search;
    const query = new URLSearchParams({ q: box.value, at: here });
    const answer = await fetch(`${words.url}?${query}`, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: mine.signal }).catch(() => null);
    if (mine !== asking || !dialog.open) return;
    /* Signed out or out of reach: Enter still leads to the page of the search, which says what is the matter. */
    if (!answer || !answer.ok) { show({ groups: [], everything: null }); return; }
    const found = await answer.json().catch(() => null);
    if (found && mine === asking) show(found);
  };
  const open = () => {
    if (!dialog) build();
    if (dialog.open) { dialog.close(); return; }
    box.value = "";
    show({ groups: [], everything: null });
    dialog.showModal();
    box.focus();
    ask();
  };
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing || event.key.toLowerCase() !== "k") return;
    const other = document.querySelector("dialog[open]");
    if ((other && other !== dialog) || typeof HTMLDialogElement === "undefined") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  }, true);
  document.querySelectorAll("[data-palette]").forEach((link) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || typeof HTMLDialogElement === "undefined") return;
    event.preventDefault();
    open();
  }));
})();

/* Near-duplicates: what a title or name resembles, told quietly below its box while it is typed. It warns and never blocks. */
document.addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector("[data-alike]");
  const box = note && document.getElementById(note.dataset.alikeField);
  if (!box) return;
  const links = note.querySelector(".links");
  let waiting = 0, number = 0;
  box.closest(".field").append(note);
  const ask = async () => {
    const mine = ++number, text = box.value.trim();
    let items = [];
    if (text.length > 1) {
      const join = note.dataset.alike.includes("?") ? "&" : "?";
      const answer = await fetch(`${note.dataset.alike}${join}q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
      const found = answer && answer.ok ? await answer.json().catch(() => null) : null;
      if (found) items = found.items;
    }
    if (mine !== number) return;
    links.textContent = "";
    items.forEach((item) => {
      const line = document.createElement("span"), link = document.createElement("a"), hint = document.createElement("small");
      link.href = item.url; link.target = "_blank"; link.rel = "noopener"; link.textContent = item.label;
      hint.className = "quiet"; hint.textContent = ` ${item.hint}`;
      line.append(link, hint);
      links.append(line);
    });
    note.hidden = !items.length;
  };
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 500); });
});
