/* Keys of a list: a comfort, every act has its link or button too. No key works while something is typed or a dialog is open. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("table.rows[data-keys]");
  const sheet = document.getElementById("keys");
  if (!sheet) return;
  const rows = table ? Array.from(table.querySelectorAll("tbody > tr")) : [];
  let at = -1;
  const link = (row) => row && row.querySelector("th a");
  const go = (place) => {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("cursor");
    at = Math.max(0, Math.min(rows.length - 1, place));
    rows[at].classList.add("cursor");
    /* The focus goes along, so that a screen reader says the row and Enter opens it without more script. */
    link(rows[at]).focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  rows.forEach((row, place) => row.addEventListener("focusin", () => {
    if (at >= 0) rows[at].classList.remove("cursor");
    at = place;
    row.classList.add("cursor");
  }));
  /* Narrow windows and large type: the acts of a row fold into one menu that is always there. */
  if (table && (window.matchMedia("(max-width: 1050px)").matches || document.documentElement.dataset.size === "large")) {
    table.classList.add("folding");
    rows.forEach((row) => {
      const acts = row.querySelector("td.a > div");
      if (!acts) return;
      const menu = document.createElement("details");
      const button = document.createElement("summary");
      menu.className = "menu folded";
      button.className = "btn btn-sm btn-icon";
      button.textContent = "⋯";
      button.setAttribute("aria-label", `${table.dataset.acts}: ${link(row).textContent}`);
      acts.className = "pop";
      Array.from(acts.children).forEach((act) => {
        if (act.tagName !== "A") return;
        if (!act.textContent.trim()) act.textContent = act.getAttribute("aria-label").split(/[:：]/)[0];
        act.className = "";
      });
      acts.replaceWith(menu);
      menu.append(button, acts);
      menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; button.focus(); } });
    });
    document.addEventListener("click", (event) => {
      table.querySelectorAll("details.folded[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    });
  }
  const press = (element) => { if (element) element.click(); };
  const acts = {
    j: () => go(at + 1),
    k: () => go(at < 0 ? 0 : at - 1),
    x: () => {
      const box = at >= 0 && rows[at].querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
    },
    e: () => press(at >= 0 && rows[at].querySelector('td.a a[href*="edit/"]')),
    n: () => press(document.querySelector(".head a.btn-primary")),
    "?": () => sheet.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (typing || event.target.isContentEditable || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const opener = document.querySelector("[data-keys-open]");
  if (opener) opener.addEventListener("click", () => sheet.showModal());
});
