// One item: what to look at and by which article, the result with what excludes what, photos, a few words.
import { fill, h, icon, button, field, choice, when } from './dom.js';
import * as sync from './sync.js';
import * as store from './store.js';
import { shrink, place } from './photo.js';
import { editable } from './visit.js';

const ANSWERS = [['OK', '符合', 'check'], ['PROBLEM', '不符合', 'cross'], ['NA', '不适用', 'minus']];
const FIRST = ['R01', 'R05', 'R08', 'R02', 'R04', 'R07'];

export async function show(view, id, code) {
  const visit = await sync.visit(id), n = visit?.items.findIndex(i => i.code === code) ?? -1;
  if (n < 0) return location.replace(`#v/${id}`);
  const item = visit.items[n], ops = (await sync.ops()).filter(o => o.visit === id);
  const { op, entry, value: kept } = await sync.latest(visit, 'item', code);
  if (op?.status === 'conflict') return conflict(view, visit, item, op);
  const value = { points: item.points.map((_, i) => kept?.points?.[i] ?? ''), codes: [...kept?.codes ?? []], evidenceKind: kept?.evidenceKind ?? null, note: kept?.note ?? '' };
  const may = editable(visit, ops);
  const save = () => sync.record(visit, 'item', code, { ...value, note: value.note || null, evidenceKind: value.codes.includes('R04') ? value.evidenceKind : null });
  const results = h('div'), photos = h('div', { class: 'f-photos' });
  const draw = () => results.replaceChildren(...codes(value, () => { draw(); save(); }));
  draw();
  const refresh = () => drawPhotos(photos, visit, code, may);
  await refresh();
  fill(view,
    h('p', { class: 'q-muted' }, `第${n + 1}项，共${visit.items.length}项　${visit.name}`, item.key && h('span', { class: 'q-tag q-tone-r q-ml' }, icon('warning'), '重点项')),
    h('h1', {}, item.name),
    h('progress', { class: 'q-progress', max: visit.items.length, value: n + 1, 'aria-label': `第${n + 1}项，共${visit.items.length}项` }),
    h('fieldset', { class: 'f-body', disabled: !may },
      h('legend', { class: 'q-hidden' }, item.name),
      h('h2', {}, '看什么'),
      item.points.map((p, i) => point(p, i, value, save)),
      h('h2', {}, '检查结果'),
      results,
      h('h2', {}, '拍照留证'),
      h('p', { class: 'q-hint' }, '发现问题的至少1张。照片记时间；允许定位的，也记地点。'),
      photos,
      may && camera(visit, code, refresh),
      field('情况说明（选填，可用语音输入）', value.note, text => { value.note = text; save(); }, { area: true, most: 500 }),
      h('details', {}, h('summary', {}, '检查依据'), item.basis.split('\n').map(b => h('p', {}, b)))),
    h('nav', { class: 'f-bar', 'aria-label': '换一项' },
      n > 0 ? h('a', { class: 'q-btn f-big', href: `#v/${id}/item/${visit.items[n - 1].code}` }, icon('back'), '上一项') : h('a', { class: 'q-btn f-big', href: `#v/${id}` }, icon('back'), '全部项'),
      n + 1 < visit.items.length ? h('a', { class: 'q-btn q-btn-main f-big', href: `#v/${id}/item/${visit.items[n + 1].code}` }, '下一项', icon('next')) : h('a', { class: 'q-btn q-btn-main f-big', href: `#v/${id}/sign` }, '去签字', icon('next'))));
  return async () => {
    const later = await sync.latest(await sync.visit(id) ?? visit, 'item', code);
    const theirs = !later.op && later.entry && !later.entry.mine && later.entry.number !== entry?.number;
    if (later.op?.status === 'conflict' || theirs) return show(view, id, code);
    await refresh();
  };
}

function point(p, i, value, save) {
  const buttons = h('div', { class: 'f-answers', role: 'group', 'aria-label': p.point });
  const draw = () => buttons.replaceChildren(...ANSWERS.map(([code, word, sign]) => h('button', {
    type: 'button', class: `f-answer f-answer-${code.toLowerCase()}`, 'aria-pressed': `${value.points[i] === code}`,
    onclick: e => { value.points[i] = value.points[i] === code ? '' : code; draw(); buttons.children[ANSWERS.findIndex(a => a[0] === code)].focus(); save(); },
  }, icon(sign), word)));
  draw();
  return h('section', { class: 'f-point' }, h('h3', {}, `${i + 1}. ${p.point}`), p.article && h('p', { class: 'q-hint' }, `依据：${p.article}`), buttons);
}

// Codes that exclude one another cannot be ticked together; the row says why.
function codes(value, change) {
  const all = sync.now.book.codes, chosen = value.codes;
  const why = c => {
    if (chosen.includes(c.code) || chosen.length === 0) return null;
    const alone = all.find(a => chosen.includes(a.code) && a.alone);
    if (alone) return `已选“${alone.word}”，不能再选别的`;
    if (c.alone) return '不能和其他结果同时选';
    if (c.code === 'R04' && chosen.includes('R05') || c.code === 'R05' && chosen.includes('R04')) return '无法联系的不会同时已责令改正';
    return null;
  };
  const row = c => choice({ type: 'checkbox', name: 'code', value: c.code, checked: chosen.includes(c.code), text: c.word, why: why(c), change: on => { value.codes = on ? [...chosen, c.code] : chosen.filter(x => x !== c.code); change(); } });
  const first = FIRST.map(f => all.find(c => c.code === f)).filter(Boolean), rest = all.filter(c => !FIRST.includes(c.code));
  return [
    h('div', { class: 'q-choices' }, first.map(row)),
    h('details', { open: rest.some(c => chosen.includes(c.code)) }, h('summary', {}, '其他结果'), h('div', { class: 'q-choices' }, rest.map(row))),
    chosen.includes('R04') && h('fieldset', {}, h('legend', { class: 'q-legend' }, '无法联系的证明'), Object.entries(sync.now.book.evidenceKinds).map(([k, word]) => choice({ type: 'radio', name: 'evidence', value: k, checked: value.evidenceKind === k, text: word, change: () => { value.evidenceKind = k; change(); } }))),
  ].filter(Boolean);
}

async function drawPhotos(box, visit, code, may) {
  const local = (await store.all('photos', sync.account())).filter(p => p.visit === visit.id && p.item === code && p.thumb), here = new Set(local.map(p => p.id));
  const ops = await sync.ops(), now = await sync.visit(visit.id), others = (now ?? visit).entries.filter(e => e.key.startsWith('photo:') && e.value.item === code && !here.has(e.id));
  box.replaceChildren(...local.map(p => {
    const op = ops.find(o => o.photo === p.id);
    return h('figure', { class: 'f-photo' }, h('img', { src: p.thumb, alt: `${when(p.at)}拍的照片` }),
      h('figcaption', {}, `${when(p.at)} ${op ? op.status === 'refused' ? '没有交上去' : '已存手机' : '已同步'}${(op?.value ?? p).latitude ? '，已定位' : ''}`, may && op && !op.tried && h('button', { type: 'button', class: 'q-linkbtn', onclick: async () => { await sync.remove(op.id); await drawPhotos(box, visit, code, may); } }, '删掉')));
  }), ...(others.length > 0 ? [h('p', {}, `另有${others.length}张已在服务器上`)] : []));
}

function camera(visit, code, refresh) {
  const said = h('p', { class: 'q-error', role: 'alert', hidden: true });
  const input = h('input', { type: 'file', accept: 'image/*', capture: 'environment', id: 'f-camera', class: 'f-file', onchange: async () => {
    said.hidden = true;
    for (const file of [...input.files]) {
      try {
        await addPhoto(visit, code, await shrink(file));
      } catch {
        said.textContent = '这张照片打不开，没有存下。请重新拍一张';
        said.hidden = false;
      }
    }
    input.value = '';
    await refresh();
  } });
  return h('div', {}, h('div', { class: 'f-camera' }, input, h('label', { class: 'q-btn f-big', for: 'f-camera' }, icon('camera'), '拍一张')), said);
}

// Kept at once; the place is added when the phone knows it. Nothing waits for a satellite.
async function addPhoto(visit, item, picture) {
  const before = new Set((await sync.ops()).map(o => o.id));
  await sync.record(visit, 'photo', null, { item, original: picture.original }, picture);
  const op = (await sync.ops()).find(o => o.kind === 'photo' && !before.has(o.id));
  place().then(p => op && p.latitude && sync.locate(op.id, p));
}

function conflict(view, visit, item, op) {
  const words = v => [(v.codes ?? []).map(c => sync.now.book.codes.find(x => x.code === c)?.word ?? c).join('；') || '没有选结果', ...item.points.map((p, i) => v.points?.[i] ? `${i + 1}. ${p.point}：${ANSWERS.find(a => a[0] === v.points[i])?.[1] ?? ''}` : null), v.note && `说明：${v.note}`].filter(Boolean);
  const card = (title, v, label, use) => h('section', { class: 'q-card f-version' }, h('h2', {}, title), words(v).map(w => h('p', {}, w)), button(label, use));
  const done = useMine => async () => { await sync.choose(op, useMine); await show(view, visit.id, item.code); };
  fill(view,
    h('p', { class: 'q-muted' }, visit.name),
    h('h1', {}, `两个人填的不一样：${item.name}`),
    h('p', { class: 'q-note q-note-a' }, '请您选用哪一个。没有选用的也会留存，不会丢。'),
    card(`您${when(op.at)}填的`, op.value, '用我填的', done(true)),
    card(`${op.theirs.by}${when(op.theirs.at)}填的`, op.theirs.value, `用${op.theirs.by}填的`, done(false)));
}
