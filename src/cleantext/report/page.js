"use strict";
(() => {
  const read = (element) => JSON.parse(element.textContent);
  const about = read(document.getElementById("about"));
  const all = [], hidden = [], files = [];
  for (const element of document.querySelectorAll("script.file")) {
    const data = read(element);
    files.push(data.file);
    for (const found of data.found) {
      if (Array.isArray(found)) {
        const [line, column, before, old, now, after, rules] = found;
        all.push({ file: data.file, line, column, before, old, now, after, rules });
      } else hidden.push({ file: data.file, ...found });
    }
  }
  const id = (name) => document.getElementById(name);
  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  const named = (rule) => (about.rules[rule] ? `${rule} ${about.rules[rule].name}` : rule);
  const counts = new Map();
  for (const edit of all) for (const rule of edit.rules) counts.set(rule, (counts.get(rule) || 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const option = (select, value, text) => {
    const element = make("option", text);
    element.value = value;
    select.append(element);
  };
  for (const [rule, count] of ranked) {
    option(id("rule"), rule, `${named(rule)} (${count})`);
    const bar = make("button", undefined, "bar");
    bar.type = "button";
    const scale = make("progress");
    scale.max = ranked[0][1];
    scale.value = count;
    scale.setAttribute("aria-hidden", "true");
    bar.append(make("span", named(rule)), scale, make("span", String(count), "count"));
    bar.addEventListener("click", () => { id("rule").value = rule; show(); id("rule").focus(); });
    id("plot").append(bar);
  }
  files.forEach((file, k) => option(id("file"), String(k), file));
  const STEP = 200;
  let wanted = [], shown = 0;
  const line = (edit, tag, text) => {
    const row = make("pre");
    row.append(edit.before, make(tag, text), edit.after);
    return row;
  };
  const card = (edit) => {
    const box = make("article");
    box.tabIndex = -1;
    const top = make("header");
    top.append(make("span", `${edit.file}:${edit.line}:${edit.column}`, "place"),
      make("strong", edit.rules.map(named).join(", ")));
    box.append(top);
    for (const rule of edit.rules)
      if (about.rules[rule]) box.append(make("p", about.rules[rule].summary, "why"));
    box.append(line(edit, "del", edit.old), line(edit, "ins", edit.now));
    return box;
  };
  const more = () => {
    const part = document.createDocumentFragment();
    for (const edit of wanted.slice(shown, shown + STEP)) part.append(card(edit));
    shown = Math.min(shown + STEP, wanted.length);
    id("edits").append(part);
    id("more").hidden = shown >= wanted.length;
  };
  const counted = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;
  const show = () => {
    const rule = id("rule").value, file = id("file").value, words = id("words").value;
    wanted = all.filter((edit) => (!rule || edit.rules.includes(rule)) &&
      (!file || edit.file === files[Number(file)]) &&
      (!words || (edit.before + edit.old + edit.after + edit.now).includes(words)));
    shown = 0;
    id("edits").replaceChildren();
    more();
    const of = wanted.length === all.length ? "" : `${wanted.length} of `;
    id("summary").textContent = `${of}${counted(all.length, "edit")} in ` +
      `${counted(files.length, "file")}, ${counted(hidden.length, "hidden message")}; ` +
      `cleantext ${about.version}`;
  };
  for (const name of ["rule", "file", "words"]) id(name).addEventListener("input", show);
  id("filters").addEventListener("submit", (event) => event.preventDefault());
  id("more").addEventListener("click", more);
  let at = -1;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (["INPUT", "SELECT"].includes(document.activeElement.tagName)) return;
    if (event.key === "/") { event.preventDefault(); id("words").focus(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const cards = id("edits").children;
    at = [...cards].indexOf(document.activeElement) >= 0 ? [...cards].indexOf(document.activeElement) : at;
    at = Math.max(0, Math.min(at + (event.key === "j" ? 1 : -1), cards.length - 1));
    if (at === cards.length - 1) more();
    if (cards[at]) cards[at].focus();
  });
  for (const found of hidden) {
    const item = make("li");
    item.append(make("span", `${found.file}:${found.line}:${found.column}`, "place"),
      ` ${found.channel}: `, make("code", found.says));
    id("hidden").querySelector("ul").append(item);
  }
  id("hidden").hidden = hidden.length === 0;
  show();
})();
