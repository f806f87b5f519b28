/* Comfort in forms, never a condition: Enter moves on, the last record's value by one key, how a day is read, a draft kept on the server. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.whole[data-keep]");
  if (!form) return;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const token = form.querySelector("input[name=csrf_token]").value;
  const note = document.querySelector("[data-save-note]");
  const tell = (text) => { if (note && text) note.textContent = text; };
  if (note) note.setAttribute("aria-live", "polite");

  /* Enter goes to the next box; in a text of several lines it is a line. Ctrl Enter saves from everywhere. */
  const save = form.querySelector(".savebar .btn-primary");
  const boxes = () => {
    const groups = {};
    return all("input, select, textarea", form).filter((box) => {
      if (box.disabled || box.type === "hidden" || box.offsetParent === null) return false;
      if (box.type !== "radio") return true;
      if (groups[box.name]) return false;
      groups[box.name] = true;
      return true;
    });
  };
  /* One record after another: the hands stay on the keys. */
  if (/[?&]after=/.test(window.location.search) && !document.getElementById("errors")) {
    const empty = boxes().find((box) => box.type === "text" && !box.value);
    if (empty) empty.focus();
  }
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented || event.altKey || event.shiftKey) return;
    const box = event.target;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); if (save) save.click(); return; }
    if (!/^(INPUT|SELECT)$/.test(box.tagName) || box.type === "file") return;
    event.preventDefault();
    const list = boxes();
    const own = box.type === "radio" ? list.findIndex((one) => one.name === box.name) : list.indexOf(box);
    const next = list[own + 1];
    if (next) { next.focus(); if (next.select && next.type !== "file") next.select(); } else if (save) save.focus();
  });

  /* Ctrl ' fills a box with what stands in it in the last record of the same kind that this person entered. */
  let last = null;
  const lastValues = async () => {
    if (!last) {
      const answer = await fetch(`/form/last?kind=${encodeURIComponent(form.dataset.kind)}`, { credentials: "same-origin" }).catch(() => null);
      last = answer && answer.ok && !answer.redirected ? (await answer.json()).fields : null;
    }
    return last || {};
  };
  const changed = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));
  const label = (box) => { const one = document.querySelector(`label[for="${box.id}"]`); return one ? one.firstChild.textContent.trim() : ""; };
  const repeat = async (box) => {
    const name = box.name.replace(/__text$/, "");
    const found = (await lastValues())[name];
    const empty = !found || found[0] === "" || found[0] === null || (Array.isArray(found[0]) && !found[0].length);
    if (empty) { tell(form.dataset.noneRepeated); return; }
    if (box.type === "checkbox" || box.type === "radio") {
      const wanted = Array.isArray(found[0]) ? found[0].map(String) : null;
      all(`input[name="${name}"]`, form).forEach((one) => {
        one.checked = wanted ? wanted.indexOf(one.value) >= 0 : (one.type === "radio" ? one.value === String(found[0]) : Boolean(found[0]));
      });
    } else if (box.name !== name) {
      box.value = found[1];
      form.querySelector(`input[type=hidden][name="${name}"]`).value = found[0];
    } else box.value = found[0];
    const hidden = box.name !== name ? form.querySelector(`input[type=hidden][name="${name}"]`) : null;
    changed(hidden || box);
    if (box.dataset.kind) readDay(box);
    tell(form.dataset.repeated.replace("{field}", label(box)));
  };
  if (form.dataset.kind) form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(event.key === "'" || event.code === "Quote")) return;
    if (!/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.type === "file") return;
    event.preventDefault();
    repeat(event.target);
  });

  /* Fields that belong to one kind alone come and go with the choice; the server says which, and empties what does not apply. */
  const hanging = all("[data-when]", form);
  const choose = () => hanging.forEach((field) => {
    const [name, values] = field.dataset.when.split("=");
    const chosen = form.querySelector(`select[name="${name}"]`);
    if (chosen) field.hidden = values.split(",").indexOf(chosen.value) < 0;
  });
  if (hanging.length) form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") choose(); });

  /* Days: how the server reads what was typed, in green below the box; what it cannot read once the box is left. */
  const line = (box, kind) => {
    const id = `${box.id}-${kind === "read-text" ? "read" : "error"}`;
    let one = document.getElementById(id);
    if (!one) {
      one = document.createElement("p");
      one.id = id; one.className = kind;
      (box.closest(".united") || box).insertAdjacentElement("afterend", one);
      const says = (box.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
      if (says.indexOf(id) < 0) box.setAttribute("aria-describedby", says.concat(id).join(" "));
    }
    return one;
  };
  const asked = new WeakMap();
  const readDay = async (box, left) => {
    const text = box.value.trim(), mine = (asked.get(box) || 0) + 1;
    asked.set(box, mine);
    const answer = text ? await fetch(`/form/day?kind=${box.dataset.kind}&text=${encodeURIComponent(text)}`, { credentials: "same-origin" }).catch(() => null) : null;
    if (asked.get(box) !== mine || (text && (!answer || !answer.ok || answer.redirected))) return;
    const said = text ? await answer.json() : { read: "" };
    line(box, "read-text").textContent = said.read || "";
    if (said.wrong && !left) return;
    line(box, "wrong-text").textContent = said.wrong || "";
    if (said.wrong) box.setAttribute("aria-invalid", "true"); else box.removeAttribute("aria-invalid");
    box.closest(".field").classList.toggle("wrong", Boolean(said.wrong));
  };
  all("input[data-kind=date], input[data-kind=moment]", form).forEach((box) => {
    let timer = 0;
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => readDay(box), 350); });
    box.addEventListener("change", () => { clearTimeout(timer); readDay(box, true); });
  });

  /* A draft on the server: ten seconds after the last change, and when the page is left. Files cannot be kept. */
  if (!form.dataset.address) return;
  const PAUSE = 10000;
  let waiting = 0, sent = "", stopped = false, running = false;
  const typed = () => {
    const text = new URLSearchParams();
    let files = false;
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") text.append(name, value); else if (value.name) files = true;
    });
    text.append("_address", form.dataset.address);
    if (files) text.append("_files", "1");
    return text.toString();
  };
  const post = (url, body, leaving) => fetch(url, {
    method: "POST", body, keepalive: Boolean(leaving), credentials: "same-origin",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": token },
  });
  const keep = async (leaving) => {
    clearTimeout(waiting); waiting = 0;
    const body = typed();
    if (stopped || running || body === sent) return;
    running = true;
    const answer = await post("/form/draft", body, leaving).catch(() => null);
    running = false;
    if (stopped) return;
    if (answer && answer.ok && !answer.redirected) {
      sent = body;
      if (answer.status === 200) tell((await answer.json()).note);
    } else tell(form.dataset.notKept);
  };
  form.addEventListener("input", () => { if (!waiting) waiting = setTimeout(keep, PAUSE); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && waiting) keep(true); });
  window.addEventListener("pagehide", () => { if (waiting) keep(true); });
  window.addEventListener("submit", (event) => { if (event.target === form && !event.defaultPrevented) { stopped = true; clearTimeout(waiting); } });
  all("[data-drop]").forEach((link) => link.addEventListener("click", () => {
    stopped = true; clearTimeout(waiting);
    post("/form/draft/drop", `token=${encodeURIComponent(form.querySelector("input[name=form_token]").value)}`, true).catch(() => null);
  }));
});
