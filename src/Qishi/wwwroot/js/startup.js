// Extras of the start-up form: keeps the draft while one types, checks the name, takes a signature. Everything works without it.
const box = document.querySelector("[data-autosave]");
const form = box?.querySelector("form");
if (form) {
  const status = document.querySelector("[data-saved]");
  let timer = 0, running = false, again = false, composing = false, leaving = false;
  const save = async () => {
    if (running || leaving) { again = !leaving; return; }
    running = true;
    try {
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "_handler" && name !== "RemoveFiles") body.append(name, value);
      const answer = await fetch(box.dataset.autosave, { method: "POST", body, credentials: "same-origin" });
      const result = await answer.json();
      if (result.saved) form.querySelector("[name=_version]").value = result.version;
      if (status) status.textContent = result.saved ? result.message + "，换手机、换电脑都能接着填" : result.message;
    } catch {
      if (status) status.textContent = "还没保存上，正在重试";
      again = true;
    } finally {
      running = false;
      if (again) { again = false; plan(); }
    }
  };
  const plan = () => { clearTimeout(timer); timer = setTimeout(save, 3000); };
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", () => { composing = false; plan(); });
  form.addEventListener("input", () => { if (!composing) plan(); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && timer) save(); });
}

const check = document.querySelector("[data-name-check]");
if (check && form) {
  let timer = 0;
  const ask = async () => {
    const value = name => form.elements[name]?.value ?? "";
    if (!value("TradeName") || !value("Industry") || !value("NameForm")) return;
    const query = new URLSearchParams({ trade: value("TradeName"), industry: value("Industry"), form: value("NameForm") });
    const answer = await fetch(check.dataset.nameCheck + "?" + query, { credentials: "same-origin" });
    if (answer.ok) check.textContent = (await answer.json()).message;
  };
  form.addEventListener("input", e => {
    if (e.isComposing || !["TradeName", "Industry", "NameForm"].includes(e.target.name)) return;
    clearTimeout(timer); timer = setTimeout(ask, 600);
  });
}

for (const pad of document.querySelectorAll("canvas[data-signature]")) {
  const field = document.getElementById(pad.dataset.signature);
  const pen = pad.getContext("2d");
  let down = false;
  pad.closest("[hidden]")?.removeAttribute("hidden");
  const at = e => { const r = pad.getBoundingClientRect(); return [(e.clientX - r.left) * pad.width / r.width, (e.clientY - r.top) * pad.height / r.height]; };
  const clear = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, pad.width, pad.height); pen.lineWidth = 4; pen.lineCap = "round"; pen.lineJoin = "round"; field.value = ""; };
  clear();
  pad.addEventListener("pointerdown", e => { down = true; pad.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(...at(e)); e.preventDefault(); });
  pad.addEventListener("pointermove", e => { if (down) { pen.lineTo(...at(e)); pen.stroke(); } });
  pad.addEventListener("pointerup", () => { down = false; field.value = pad.toDataURL("image/png"); });
  pad.parentElement.querySelector("[data-clear]")?.addEventListener("click", clear);
}
