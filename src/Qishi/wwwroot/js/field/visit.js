// One visit: what is to be done, in the order it is done in, and how far each is.
import { fill, h, icon, button, when, dayWord } from './dom.js';
import * as sync from './sync.js';

const KINDS = { arrive: '到场', item: '检查事项', photo: '照片', sign: '签字', leave: '离开', submit: '提交结果', aside: '没有采用的内容' };
export const kindWord = (op, visit) => op.kind === 'item' || op.kind === 'aside' && op.item ? `${op.kind === 'aside' ? '没有采用的：' : ''}${visit?.items.find(i => i.code === op.item)?.name ?? op.item}` : KINDS[op.kind] ?? op.kind;

/** May anything still be entered on this phone? */
export const editable = (visit, ops) => visit.open && !ops.some(o => o.kind === 'submit' && o.status === 'waiting');

export async function show(view, id) {
  const visit = await sync.visit(id);
  if (!visit) {
    fill(view, h('h1', {}, '手机上没有这一户'), h('p', {}, sync.now.link === 'offline' ? '请到有信号的地方再打开，任务会自动存到手机上。' : '这一户不在您名下，或者已经办完。'), h('p', {}, h('a', { href: '#', class: 'q-btn f-big' }, '回到我的检查')));
    return;
  }

  const ops = (await sync.ops()).filter(o => o.visit === id), may = editable(visit, ops);
  const submitted = ops.find(o => o.kind === 'submit');
  const steps = [
    await step(visit, ops, 'arrive', null, '到场：亮证、扫码', v => v.at ? `已记${when(v.at)}` : null),
    ...await Promise.all(visit.items.map(i => step(visit, ops, 'item', i.code, i.name, v => (v.value.codes ?? []).length > 0 ? v.value.codes.map(word).join('；') : (v.value.points ?? []).some(Boolean) || v.value.note ? '填了一部分，还没选结果' : null))),
    await step(visit, ops, 'sign', null, '当事人签字', v => ({ signed: `${v.value.name ?? ''}已签字`, refused: '拒绝签字', absent: '没有人签字' })[v.value.outcome]),
  ];
  fill(view, [
    h('h1', {}, visit.name),
    h('p', { class: 'q-muted' }, visit.address),
    ...problems(visit, ops),
    submitted?.status === 'waiting' && h('div', { class: 'q-note q-note-a' }, h('p', {}, '结果已存在手机上，有信号时自动提交。'), !submitted.tried && button('撤回，再改一改', () => withdraw(submitted, ops))),
    visit.submitted && h('p', { class: 'q-note q-note-g' }, `${visit.submitted}已提交本部门的结果，现在是“${visit.state}”。`),
    !ops.some(o => o.kind === 'arrive') && !visit.entries.some(e => e.key.startsWith('arrive:')) && notice(visit),
    h('ol', { class: 'f-list f-steps' }, steps),
    may && h('p', {}, h('a', { href: `#v/${id}/finish`, class: 'q-btn q-btn-main f-big' }, '核对并提交')),
    visit.papers.length > 0 && h('section', {}, h('h2', {}, '文书'), h('ul', { class: 'f-list' }, visit.papers.map(p => h('li', {}, h('a', { href: p.url, class: 'f-card' }, h('strong', {}, p.title), h('span', {}, `${when(p.at)}，有信号时可以打开`)))))),
    h('details', {}, h('summary', {}, '这一户的资料'), h('dl', { class: 'q-summary' }, [['检查编号', visit.no], ['代码', visit.code], ['任务', visit.task], ['截止', dayWord(visit.dueOn)], ['检查组', visit.team], ['状态', visit.state]].map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v))))),
  ]);
}

// What was not sent can be taken back, with the time of leaving that came with it.
async function withdraw(submitted, ops) {
  for (const op of [submitted, ...ops.filter(o => o.kind === 'leave' && !o.tried)]) await sync.remove(op.id);
}

const word = code => sync.now.book.codes.find(c => c.code === code)?.word ?? code;

async function step(visit, ops, kind, item, title, said) {
  const { op, entry, value } = await sync.latest(visit, kind, item);
  const text = value && said({ value, at: op?.at ?? entry?.at });
  const bad = ops.find(o => o.kind === kind && o.item === item && o.status !== 'waiting');
  const state = bad ? ['q-tone-r', 'warning', bad.status === 'conflict' ? '有冲突，请您选择' : '没有交上去']
    : !text ? ['q-tone-n', 'ring', '还没有'] : op ? ['q-tone-a', 'save', '已存手机'] : ['q-tone-g', 'check', '已同步'];
  const photos = kind === 'item' ? ops.filter(o => o.kind === 'photo' && o.value.item === item).length + visit.entries.filter(e => e.key.startsWith('photo:') && e.value.item === item).length : 0;
  return h('li', {}, h('a', { href: `#v/${visit.id}/${kind === 'item' ? `item/${item}` : kind}`, class: 'f-card' },
    h('strong', {}, title), h('span', { class: 'f-row' }, h('span', { class: `q-tag ${state[0]}` }, icon(state[1]), state[2]), text && h('span', {}, text), photos > 0 && h('span', {}, `照片${photos}张`))));
}

/** What was refused, in the server's words, with what can be done. */
function problems(visit, ops) {
  return ops.filter(o => o.status === 'refused').map(op => h('div', { class: 'q-note q-note-r', role: 'alert' },
    h('p', {}, h('strong', {}, `${kindWord(op, visit)}没有交上去，内容还在手机上`)),
    h('ul', {}, (op.problems ?? []).map(p => h('li', {}, p.sentence))),
    h('div', { class: 'q-buttons' }, button('再交一次', () => sync.again(op.id)), op.kind === 'submit' && button('先不交，去改', () => sync.remove(op.id))),
    // Thrown away only by the person, in two steps.
    op.kind !== 'submit' && h('details', {}, h('summary', {}, '不交这一项了'), button('从手机上删掉', () => sync.remove(op.id), 'q-btn-danger'))));
}

function notice(visit) {
  if (!visit.open) return null;
  if (visit.unannounced) return h('p', { class: 'q-note q-note-a' }, '不提前通知的检查：不要把时间、路线告诉对方。');
  if (visit.notifiedAt) return h('p', { class: 'q-note' }, `${when(visit.notifiedAt)}已通知对方${visit.noticeFor ? `，约定${dayWord(visit.noticeFor)}检查` : ''}。`);
  return h('p', { class: 'q-note q-note-a' }, '还没有通知对方。', h('a', { href: visit.noticeUrl }, '发检查通知'), '（要有信号）');
}
