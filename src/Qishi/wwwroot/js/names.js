// Tells while one types whether a name is free, what it meets and what one could take instead. The buttons do the same without it.
const box = document.querySelector("[data-name-suggest]");
const out = box?.querySelector("[data-name-answer]");
const form = box?.closest("form");
if (out && form) {
  out.setAttribute("role", "status");
  let timer = 0, asked = 0;
  const field = name => form.elements["Form." + name];
  const kind = () => field("Kind")?.value ?? "";
  const line = (tag, text, parent) => { const e = document.createElement(tag); e.textContent = text; parent.append(e); return e; };
  const show = answer => {
    out.replaceChildren();
    if (!answer.message) return;
    const note = document.createElement("div");
    note.className = "q-note";
    out.append(note);
    line("p", answer.message, note);
    if (answer.found.length) { const ul = document.createElement("ul"); note.append(ul); answer.found.forEach(f => line("li", f, ul)); }
    if (answer.ideas.length) {
      const p = line("p", "可以换：", note);
      answer.ideas.forEach(idea => {
        const b = line("button", idea, p);
        b.type = "button";
        b.className = "q-linkbtn";
        b.addEventListener("click", () => { field("Whole").value = ""; field("TradeName").value = idea; ask(); });
        p.append(" ");
      });
    }
  };
  const ask = async () => {
    const [whole, trade] = [field("Whole").value, field("TradeName").value];
    if (whole.length < 4 && trade.length < 2) { out.replaceChildren(); return; }
    const mine = ++asked;
    const query = new URLSearchParams({ kind: kind(), whole, division: field("Division").value, trade, industry: field("Industry").value, form: field("NameForm").value });
    try {
      const answer = await fetch(box.dataset.nameSuggest + "?" + query, { credentials: "same-origin" });
      if (answer.ok && mine === asked) show(await answer.json());
    } catch { /* the button checks */ }
  };
  form.addEventListener("input", e => { if (!e.isComposing) { clearTimeout(timer); timer = setTimeout(ask, 600); } });
  form.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 600); });
}
