// Arriving with the scan of the firm's code; leaving and handing the result in.
import { fill, h, icon, button, field, choice, when } from './dom.js';
import * as sync from './sync.js';
import { place } from './photo.js';
import { canScan, scan, fits } from './scan.js';
import { editable } from './visit.js';

export async function arrive(view, id) {
  const visit = await sync.visit(id);
  if (!visit) return location.replace(`#v/${id}`);
  const { op, entry, value } = await sync.latest(visit, 'arrive');
  const draft = { scanned: value?.scanned ?? '', noScan: value?.noScan ?? '' };
  const said = h('p', { class: 'q-error', role: 'alert', hidden: true }), camera = h('div');
  const typed = field('统一社会信用代码', draft.scanned, v => { draft.scanned = v; }, { hint: '不能扫码的，照营业执照上的代码输入', most: 200 });
  const tell = text => { [said.textContent, said.hidden] = [text ?? '', !text]; };
  const save = async () => {
    if (draft.scanned && !fits(visit, draft.scanned)) return tell(`这个码不是“${visit.name}”的。请核对门店，或者写明没有扫码的原因`);
    if (!draft.scanned && draft.noScan.trim().length < 2) return tell('没有扫码的，请写明原因，例如“没有挂营业执照”');
    tell(null);
    const content = draft.scanned ? { scanned: draft.scanned } : { noScan: draft.noScan };
    await sync.record(visit, 'arrive', null, content);
    const mine = (await sync.latest(visit, 'arrive')).op;
    place().then(p => mine && p.latitude && sync.locate(mine.id, p));
    location.hash = visit.items.length > 0 ? `#v/${id}/item/${visit.items[0].code}` : `#v/${id}`;
  };
  fill(view,
    h('p', { class: 'q-muted' }, visit.name),
    h('h1', {}, '到场'),
    value && h('p', { class: 'q-note q-note-g' }, `已记到场时间${when(op?.at ?? entry.at)}。`),
    h('ol', {}, h('li', {}, '两个人都出示执法证件。'), h('li', {}, '告诉对方检查什么、依据什么，可以申请回避。'), h('li', {}, '扫营业执照上的码，核对门店。')),
    editable(visit, (await sync.ops()).filter(o => o.visit === id)) && !value ? h('div', {},
      canScan() && button('扫码', async () => {
        try { const text = await scan(camera); if (text) { draft.scanned = text; typed.querySelector('input').value = text; tell(fits(visit, text) ? null : `扫到的码不是“${visit.name}”的`); } } catch { tell('打不开摄像头。请照营业执照输入代码'); }
      }, '', 'camera'),
      camera, typed, field('没有扫码的原因（选填）', draft.noScan, v => { draft.noScan = v; }, { most: 100 }), said,
      h('p', {}, button('已亮证、已告知，记到场时间', save, 'q-btn-main'))) : null);
}

export async function finish(view, id) {
  const visit = await sync.visit(id);
  if (!visit) return location.replace(`#v/${id}`);
  const ops = (await sync.ops()).filter(o => o.visit === id);
  if (!editable(visit, ops)) return location.replace(`#v/${id}`);
  const items = await Promise.all(visit.items.map(async i => ({ ...i, ...await sync.latest(visit, 'item', i.code) })));
  const photos = code => ops.filter(o => o.kind === 'photo' && o.value.item === code).length + visit.entries.filter(e => e.key.startsWith('photo:') && e.value.item === code).length;
  const bad = code => sync.now.book.codes.find(c => c.code === code)?.negative;
  const negative = items.some(i => (i.value?.codes ?? []).some(bad));
  const [came, sign] = [await sync.latest(visit, 'arrive'), await sync.latest(visit, 'sign')];
  const before = ops.find(o => o.kind === 'submit');
  const draft = { disposal: before?.value.disposal ?? (negative ? null : 'NONE'), note: before?.value.note ?? '' };
  const changed = sign.value && items.some(i => (i.op?.at ?? i.entry?.at ?? '') > (sign.op?.at ?? sign.entry?.at));
  const gaps = () => [
    !came.value && ['还没有记到场时间', `#v/${id}/arrive`],
    ...items.flatMap(i => [
      (i.value?.codes ?? []).length === 0 && [`“${i.name}”还没有选检查结果`, `#v/${id}/item/${i.code}`],
      i.op?.status === 'conflict' && [`“${i.name}”和同事填的不一样，请先选择`, `#v/${id}/item/${i.code}`],
      (i.value?.codes ?? []).some(bad) && photos(i.code) === 0 && [`“${i.name}”发现了问题，请至少拍1张照片`, `#v/${id}/item/${i.code}`],
      (i.value?.codes ?? []).includes('R04') && !i.value.evidenceKind && [`“${i.name}”选了无法联系，请选证明`, `#v/${id}/item/${i.code}`],
    ]),
    !sign.value && ['还没有签字', `#v/${id}/sign`],
    changed && ['签字以后又改了检查内容，请当事人重新签字', `#v/${id}/sign`],
    negative && (!draft.disposal || draft.disposal === 'NONE') && ['发现了问题，请选择后续处置', null],
  ].filter(Boolean);
  const said = h('div', { role: 'alert' });
  const hand = async () => {
    const missing = gaps();
    said.replaceChildren(...(missing.length === 0 ? [] : [h('div', { class: 'q-note q-note-r' }, h('p', {}, h('strong', {}, '还差这些：')), h('ul', {}, missing.map(([text, to]) => h('li', {}, to ? h('a', { href: to }, text) : text))))]));
    if (missing.length > 0) return said.scrollIntoView({ block: 'center' });
    if (!(await sync.latest(visit, 'leave')).value) await sync.record(visit, 'leave', null, {});
    await sync.record(visit, 'submit', null, { disposal: draft.disposal, note: draft.note || null });
    location.hash = `#v/${id}`;
  };
  fill(view,
    h('p', { class: 'q-muted' }, visit.name),
    h('h1', {}, '核对并提交'),
    h('dl', { class: 'q-summary' },
      row('到场', came.value ? when(came.op?.at ?? came.entry.at) : '还没有'),
      items.map(i => row(i.name, `${(i.value?.codes ?? []).map(c => sync.now.book.codes.find(x => x.code === c)?.word ?? c).join('；') || '还没有选结果'}${photos(i.code) > 0 ? `，照片${photos(i.code)}张` : ''}`)),
      row('签字', sign.value ? ({ signed: `${sign.value.name ?? ''}已签字`, refused: '拒绝签字', absent: '没有人签字' })[sign.value.outcome] : '还没有')),
    h('fieldset', {}, h('legend', { class: 'q-legend' }, '后续处置'), Object.entries(sync.now.book.disposals).map(([k, word]) => choice({ type: 'radio', name: 'disposal', value: k, checked: draft.disposal === k, text: word, change: () => { draft.disposal = k; said.replaceChildren(); } }))),
    field('备注（选填）', draft.note, v => { draft.note = v; }, { area: true, most: 500 }),
    said,
    h('p', { class: 'q-hint' }, '提交会记下离开时间。没有信号也可以提交，先存在手机上，有信号时自动上传。'),
    h('p', {}, button('提交结果', hand, 'q-btn-main')));
}

const row = (k, v) => h('div', {}, h('dt', {}, k), h('dd', {}, v));
