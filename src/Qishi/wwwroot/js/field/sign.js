// Signature on glass of the checked party, or why there is none.
import { fill, h, button, field, choice } from './dom.js';
import * as sync from './sync.js';
import * as store from './store.js';
import { editable } from './visit.js';

const OUTCOMES = [['signed', '当事人签字'], ['refused', '当事人拒绝签字'], ['absent', '没有人可以签字']];

export async function show(view, id) {
  const visit = await sync.visit(id);
  if (!visit) return location.replace(`#v/${id}`);
  const ops = (await sync.ops()).filter(o => o.visit === id), draftKey = `draft:${sync.account()}:sign:${id}`;
  const { op, value: kept } = await sync.latest(visit, 'sign');
  if (op?.status === 'conflict') return conflict(view, visit, op);
  const draft = await store.read(draftKey) ?? { outcome: 'signed' };
  const say = change => { Object.assign(draft, change); store.keep(draftKey, draft); };
  const body = h('div'), said = h('p', { class: 'q-error', role: 'alert', hidden: true });
  const draw = () => body.replaceChildren(...form(draft, say));
  draw();
  const save = async () => {
    const why = missing(draft);
    [said.textContent, said.hidden] = [why ?? '', !why];
    if (why) return;
    const value = { outcome: draft.outcome, name: draft.name || null, duty: draft.duty || null, reason: draft.outcome === 'signed' ? null : draft.reason || null, witness: draft.outcome === 'signed' ? null : draft.witness || null };
    await sync.record(visit, 'sign', null, value, draft.outcome === 'signed' ? { blob: await (await fromData(draft.png)) } : null);
    await store.keep(draftKey, undefined);
    location.hash = `#v/${id}/finish`;
  };
  fill(view,
    h('p', { class: 'q-muted' }, visit.name),
    h('h1', {}, '当事人签字'),
    kept && h('p', { class: 'q-note q-note-g' }, `已经存下：${({ signed: `${kept.name ?? ''}已签字`, refused: '拒绝签字', absent: '没有人签字' })[kept.outcome]}。重新签会代替它。`),
    h('details', { open: true }, h('summary', {}, '请当事人先看'), await digest(visit)),
    editable(visit, ops) ? h('div', {},
      h('fieldset', {}, h('legend', { class: 'q-legend' }, '签字情况'), OUTCOMES.map(([k, word]) => choice({ type: 'radio', name: 'outcome', value: k, checked: draft.outcome === k, text: word, change: () => { say({ outcome: k }); draw(); } }))),
      body, said, h('p', {}, button('存下签字', save, 'q-btn-main'))) : h('p', { class: 'q-note' }, '这一户已经提交，不能再签。'));
}

const missing = d => d.outcome === 'signed' ? !d.png?.startsWith('data:image/png;base64,') ? '还没有签字。请当事人在方框里写上姓名' : !d.name ? '请写签字人的姓名' : null
  : !d.reason ? d.outcome === 'refused' ? '请写明拒绝签字的情况' : '请写明没有人签字的原因'
  : d.outcome === 'refused' && !d.witness ? '当事人拒绝签字的，请写见证人的姓名和身份' : null;

function form(draft, say) {
  return draft.outcome === 'signed'
    ? [pad(draft, say), field('签字人姓名', draft.name, v => say({ name: v }), { most: 40 }), field('身份（选填）', draft.duty, v => say({ duty: v }), { hint: '例如经营者、店长', most: 40 })]
    : [field(draft.outcome === 'refused' ? '拒绝签字的情况' : '没有人签字的原因', draft.reason, v => say({ reason: v }), { area: true }),
      field(draft.outcome === 'refused' ? '见证人姓名和身份' : '见证人姓名和身份（选填）', draft.witness, v => say({ witness: v }), { most: 60 })];
}

// Black on white whatever the colours of the page: it goes onto paper.
function pad(draft, say) {
  const canvas = h('canvas', { class: 'f-pad', role: 'img', 'aria-label': '签字的方框' });
  const ready = () => {
    const ratio = Math.min(2, devicePixelRatio || 1), pen = canvas.getContext('2d');
    [canvas.width, canvas.height] = [canvas.clientWidth * ratio, canvas.clientHeight * ratio];
    const blank = () => { pen.fillStyle = '#fff'; pen.fillRect(0, 0, canvas.width, canvas.height); };
    const at = e => { const r = canvas.getBoundingClientRect(); return [(e.clientX - r.left) * ratio, (e.clientY - r.top) * ratio]; };
    blank();
    if (draft.png) { const old = new Image(); old.onload = () => pen.drawImage(old, 0, 0, canvas.width, canvas.height); old.src = draft.png; }
    [pen.strokeStyle, pen.lineWidth, pen.lineCap, pen.lineJoin] = ['#000', 3 * ratio, 'round', 'round'];
    let drawing = false;
    canvas.addEventListener('pointerdown', e => { drawing = true; canvas.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(...at(e)); });
    canvas.addEventListener('pointermove', e => { if (drawing) { pen.lineTo(...at(e)); pen.stroke(); } });
    canvas.addEventListener('pointerup', () => { if (!drawing) return; drawing = false; say({ png: canvas.toDataURL('image/png') }); });
    canvas.clear = () => { blank(); say({ png: null }); };
  };
  // Only a box that is shown has a size.
  new ResizeObserver((_, watch) => { if (canvas.clientWidth > 0) { watch.disconnect(); ready(); } }).observe(canvas);
  return h('div', { class: 'q-field' }, h('p', { class: 'q-legend' }, '请在方框里签名'), canvas, button('重签', () => canvas.clear?.()));
}

async function fromData(address) {
  const bytes = Uint8Array.from(atob(address.split(',')[1]), c => c.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}

async function digest(visit) {
  const words = await Promise.all(visit.items.map(async i => [i.name, (await sync.latest(visit, 'item', i.code)).value]));
  return h('ul', {}, words.map(([name, v]) => h('li', {}, `${name}：${(v?.codes ?? []).map(c => sync.now.book.codes.find(x => x.code === c)?.word ?? c).join('；') || '还没有结果'}${v?.note ? `。${v.note}` : ''}`)));
}

function conflict(view, visit, op) {
  const words = v => ({ signed: `${v.name ?? ''}已签字`, refused: `拒绝签字：${v.reason ?? ''}`, absent: `没有人签字：${v.reason ?? ''}` })[v.outcome];
  const done = mine => async () => { await sync.choose(op, mine); await show(view, visit.id); };
  fill(view, h('h1', {}, '同组的人也存了签字'), h('p', { class: 'q-note q-note-a' }, '请您选用哪一个。没有选用的也会留存。'),
    h('section', { class: 'q-card f-version' }, h('h2', {}, '您存的'), h('p', {}, words(op.value)), button('用我存的', done(true))),
    h('section', { class: 'q-card f-version' }, h('h2', {}, `${op.theirs.by}存的`), h('p', {}, words(op.theirs.value)), button(`用${op.theirs.by}存的`, done(false))));
}
