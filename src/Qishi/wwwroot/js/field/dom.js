// Elements made of text only: what somebody typed is never read as markup.
const SVG = 'http://www.w3.org/2000/svg';

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

/** Puts children in place of what was there; what is null is left out. */
export const fill = (element, ...children) => element.replaceChildren(...children.flat(3).filter(c => c !== null && c !== undefined && c !== false));

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg'), use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'q-icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/img/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const button = (text, act, kind = '', name = null) => h('button', { type: 'button', class: `q-btn f-big ${kind}`, onclick: act }, name && icon(name), text);

// One text field; every key stroke is handed on.
let fields = 0;
export function field(label, value, change, { area = false, hint = null, mode = null, most = 200 } = {}) {
  const id = `f-field-${++fields}`;
  const input = h(area ? 'textarea' : 'input', { id, class: 'q-input', maxlength: most, inputmode: mode, autocomplete: 'off', rows: area ? 3 : null, 'aria-describedby': hint && `${id}-hint`, value: value ?? '' });
  input.addEventListener('input', e => { if (!e.isComposing) change(input.value); });
  input.addEventListener('compositionend', () => change(input.value));
  input.addEventListener('change', () => change(input.value));
  return h('div', { class: 'q-field' }, h('label', { for: id }, label), hint && h('p', { class: 'q-hint', id: `${id}-hint` }, hint), input);
}

// A row to tick; a row that may not be ticked says why.
export function choice({ type, name, value, checked, text, why, change }) {
  const id = `f-choice-${++fields}`;
  return h('div', { class: 'q-choice' + (why ? ' f-off' : '') },
    h('input', { type, id, name, value, checked, disabled: !!why, onchange: e => change(e.target.checked) }),
    h('label', { for: id }, text, why && h('span', { class: 'q-choice-hint' }, why)));
}

const two = n => String(n).padStart(2, '0');
// The office works by one clock whatever the phone is set to.
export const chinaTime = moment => { const d = new Date(new Date(moment).getTime() + 8 * 3600e3); return { day: `${d.getUTCMonth() + 1}月${d.getUTCDate()}日`, time: `${d.getUTCHours()}:${two(d.getUTCMinutes())}`, iso: d.toISOString().slice(0, 10) }; };
export const when = moment => { const t = chinaTime(moment); return `${t.day}${t.time}`; };
export const dayWord = iso => { const [, m, d] = iso.split('-'); return `${+m}月${+d}日`; };
