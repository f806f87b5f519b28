/* Comfort, never a condition: every page works without this file.
   The class `js` is set at once, so that what only helps with script does not flash; the rest waits for the document. */
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const words = document.body.dataset;

  /* Keys: "/" and Ctrl K go to a search box, Ctrl S presses the save button. A key with Ctrl works inside inputs too. */
  const keyed = {};
  all("[data-key]").forEach((element) => { keyed[element.dataset.key] = element; });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    const ctrl = event.ctrlKey || event.metaKey;
    const element = keyed[(ctrl ? "ctrl+" : "") + event.key.toLowerCase()];
    if (!element || event.altKey || event.isComposing || (typing && !ctrl)) return;
    event.preventDefault();
    if (element.tagName === "BUTTON") element.click(); else { element.focus(); element.select(); }
  });

  /* Menus made of <details>: one open at a time, closed by Escape or a click elsewhere. */
  const menus = all("details.menu");
  document.addEventListener("click", (event) => {
    menus.forEach((menu) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const menu = menus.find((one) => one.open);
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  /* Asking first: the button repeats the verb; the server is told by `confirmed`. */
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.dataset.confirmTitle || button.dataset.asked) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    const make = (tag, text, name) => { const one = document.createElement(tag); one.textContent = text; one.className = name || ""; return one; };
    const title = make("h2", button.dataset.confirmTitle);
    title.id = "ask-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const row = make("div", "", "btns");
    const cancel = make("button", words.cancel, "btn");
    const go = make("button", button.dataset.confirmButton, "btn btn-primary");
    cancel.type = go.type = "button";
    row.append(cancel, go);
    dialog.append(title, make("p", button.dataset.confirmText), row);
    document.body.append(dialog);
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    go.addEventListener("click", () => {
      const told = document.createElement("input");
      told.type = "hidden"; told.name = "confirmed"; told.value = "1";
      button.form.append(told);
      button.dataset.asked = "1";
      HTMLFormElement.prototype.requestSubmit.call(button.form, button);
    });
    dialog.showModal();
  });

  /* Bulk: the bar appears with the first tick and says how many. */
  const bulk = document.querySelector("[data-bulk]");
  if (bulk) {
    /* The attribute, not the property: a box called "id" hides the form's own. */
    const boxes = all(`input[form="${bulk.getAttribute("id")}"][type=checkbox]`);
    const every = document.querySelector("[data-select-all]");
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      bulk.classList.toggle("on", ticked > 0);
      bulk.querySelector("[data-bulk-count]").textContent = ticked;
      if (every) { every.checked = ticked > 0 && ticked === boxes.length; every.indeterminate = ticked > 0 && ticked < boxes.length; }
    };
    boxes.forEach((box) => box.addEventListener("change", show));
    if (every) every.addEventListener("change", () => { boxes.forEach((box) => { box.checked = every.checked; }); show(); });
    show();
  }

  /* Forms that keep typed text: leaving with unsaved changes is asked by the browser, and the save bar says so. */
  all("form[data-keep]").forEach((form) => {
    let changed = form.dataset.keep === "changed";
    const note = document.querySelector("[data-save-note]");
    if (changed && note) note.textContent = words.unsaved;
    form.addEventListener("input", () => {
      if (!changed && note) note.textContent = words.unsaved;
      changed = true;
    });
    /* On the window, so that it runs after the question above may have stopped the submit. */
    window.addEventListener("submit", (event) => { if (event.target === form && !event.defaultPrevented) changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) { event.preventDefault(); event.returnValue = ""; } });
  });
  const summary = document.getElementById("errors");
  if (summary) summary.focus();

  /* Common reasons: one tap adds the text, which stays editable. */
  all("[data-append]").forEach((button) => button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.append);
    box.value = (box.value ? box.value.replace(/\s*$/, "") + "\n" : "") + button.textContent.trim();
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }));

  /* Show the password while it is typed. */
  all("[data-reveal]").forEach((button) => button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.reveal);
    const shown = box.type === "text";
    box.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  }));

  /* Rows of choices: "mark all" and the live count line above the rows. */
  all("[data-mark-all]").forEach((button) => button.addEventListener("click", () => {
    all(`input[type=radio][value="${button.dataset.markAll}"]`, document.getElementById(button.dataset.rows)).forEach((one) => {
      if (one.closest("tr[data-kept]")) return;
      one.checked = true;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }));
  all("[data-count-rows]").forEach((line) => {
    const rows = document.getElementById(line.dataset.countRows);
    const before = {};
    all("input[type=radio]:checked", rows).forEach((one) => { before[one.name] = one.value; });
    const start = {};
    all("[data-count]", line).forEach((one) => { start[one.dataset.count] = parseInt(one.textContent.replace(/,/g, ""), 10) || 0; });
    const tell = () => {
      const now = Object.assign({}, start);
      all("input[type=radio]:checked", rows).forEach((one) => {
        if (before[one.name] !== undefined) now[before[one.name]] -= 1;
        now[one.value] = (now[one.value] || 0) + 1;
      });
      all("[data-count]", line).forEach((one) => { one.textContent = now[one.dataset.count].toLocaleString("en"); });
    };
    rows.addEventListener("input", tell);
  });
  all("[data-answered]").forEach((place) => {
    const form = document.getElementById(place.dataset.answered);
    const tell = () => { place.textContent = all("input[type=radio]:checked", form).length; };
    form.addEventListener("input", tell);
    tell();
  });

  /* Counts of a teller: a row adds up as it is typed; the server checks again. */
  all("[data-sum-row]").forEach((row) => {
    const tell = () => {
      const cells = all("input", row);
      const sum = cells.reduce((total, one) => total + (parseInt(one.value, 10) || 0), 0);
      const place = row.querySelector("[data-sum]");
      place.textContent = cells.some((one) => one.value.trim()) ? String(sum) : "";
      place.classList.toggle("red", place.textContent !== "" && String(sum) !== row.dataset.sumRow);
    };
    row.addEventListener("input", tell);
    tell();
  });

  /* Look-up: a text box with a hidden id. Typing asks the server (20 at most), arrows choose, Enter or Tab takes; typed text that
     was not chosen empties the id, and the server says so at the field. */
  all("[data-lookup]").forEach((place) => {
    const hidden = place.querySelector("input[type=hidden]");
    const box = place.querySelector("input[type=text]");
    const list = document.createElement("ul");
    let items = [], at = -1, asked = 0, timer = 0;
    list.className = "found"; list.id = `${box.id}-found`; list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.labels.length ? box.labels[0].textContent.trim() : words.lookupHint);
    place.append(list);
    const hint = document.createElement("p");
    hint.className = "found-hint"; hint.textContent = words.lookupHint; hint.hidden = true;
    place.append(hint);
    const traits = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.keys(traits).forEach((name) => box.setAttribute(name, traits[name]));
    const shut = () => { list.hidden = hint.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const span = (text, name) => { const one = document.createElement("span"); one.textContent = text; one.className = name; return one; };
    const marked = (text, query) => {
      const whole = document.createElement("span"), from = text.toLowerCase().indexOf(query.toLowerCase());
      if (from < 0) { whole.textContent = text; return whole; }
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, from + query.length);
      whole.append(text.slice(0, from), mark, text.slice(from + query.length));
      return whole;
    };
    const point = (index) => {
      at = index;
      Array.from(list.children).forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
      if (at >= 0) { box.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
    };
    const take = (item) => {
      box.value = item.text; hidden.value = item.id; shut();
      hidden.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const ask = async () => {
      const query = box.value.trim(), mine = ++asked;
      const join = place.dataset.lookup.includes("?") ? "&" : "?";
      const answer = await fetch(`${place.dataset.lookup}${join}q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
      if (mine !== asked || !answer || !answer.ok) return;   /* the find button still works */
      items = (await answer.json()).items;
      list.replaceChildren ? list.replaceChildren() : (list.textContent = "");
      items.forEach((item, index) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${index}`; row.setAttribute("role", "option"); row.setAttribute("aria-selected", "false");
        const side = marked(item.side || "", query);
        side.className = "side-text";
        row.append(marked(item.text, query), span(item.hint || "", "quiet"), side);
        row.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
        list.append(row);
      });
      hint.textContent = items.length ? words.lookupHint : words.noneFound;
      list.hidden = !items.length; hint.hidden = false;
      box.setAttribute("aria-expanded", String(items.length > 0));
      point(items.length ? 0 : -1);
    };
    box.addEventListener("input", (event) => {
      hidden.value = "";
      clearTimeout(timer);
      if (event.isComposing) return;
      if (box.value.trim()) timer = setTimeout(ask, 150); else shut();
    });
    box.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 50); });
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || (event.key === "ArrowDown" && list.hidden)) { if (!event.isComposing) ask(); return; }
      if (list.hidden) return;
      if (event.key === "ArrowDown") point((at + 1) % items.length);
      else if (event.key === "ArrowUp") point((at + items.length - 1) % items.length);
      else if (event.key === "Enter" || (event.key === "Tab" && at >= 0)) { if (at >= 0) take(items[at]); if (event.key === "Tab") return; }
      else if (event.key === "Escape") shut();
      else return;
      event.preventDefault();
    });
    box.addEventListener("blur", () => { clearTimeout(timer); asked += 1; shut(); });
  });
});
