// Doors of the standard-address library while one types an address. Free text stays possible; the forms work without it.
for (const box of document.querySelectorAll("[data-address-suggest]")) {
  const input = box.querySelector("input");
  const form = input?.form;
  if (!form) continue;
  const list = document.createElement("datalist");
  list.id = input.id + "-doors";
  box.append(list);
  input.setAttribute("list", list.id);
  const field = name => name ? form.elements[name] : undefined;
  const has = (select, value) => select && [...(select.options ?? [])].some(o => o.value === value);
  let timer = 0, asked = 0, doors = [];
  // A door of one village only says the village as well.
  const take = () => {
    const areas = new Set(doors.filter(d => d.detail === input.value).map(d => d.area));
    const [village, town] = [field(box.dataset.area), field(box.dataset.town)];
    if (areas.size !== 1 || village?.value) return;
    const [area] = areas;
    if (has(town, area.slice(0, 9))) town.value = area.slice(0, 9);
    if (has(village, area)) village.value = area;
  };
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ area: field(box.dataset.area)?.value || field(box.dataset.town)?.value || "", q: input.value });
    try {
      const answer = await fetch(box.dataset.addressSuggest + "?" + query, { credentials: "same-origin" });
      if (!answer.ok || mine !== asked) return;
      doors = await answer.json();
      list.replaceChildren(...doors.map(d => { const o = document.createElement("option"); o.value = d.detail; o.label = d.place; return o; }));
    } catch { /* typed by hand */ }
  };
  const plan = () => { clearTimeout(timer); timer = setTimeout(ask, 300); };
  input.addEventListener("input", e => { if (!e.isComposing) { take(); plan(); } });
  input.addEventListener("compositionend", plan);
}
