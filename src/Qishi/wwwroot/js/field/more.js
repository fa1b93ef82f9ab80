// What is not sent yet, how to read, help, signing out.
import { fill, h, icon, button, when } from './dom.js';
import * as sync from './sync.js';
import * as store from './store.js';
import { kindWord } from './visit.js';

export async function show(view) {
  const list = await sync.ops(), visits = new Map((await sync.visits()).map(v => [v.id, v])), out = h('div');
  const large = !!document.documentElement.dataset.text;
  fill(view,
    h('h1', {}, '更多'),
    sync.now.book && h('p', { class: 'q-muted' }, `登录人：${sync.now.book.name}`),
    h('h2', {}, list.length > 0 ? `还没有上传的（${list.length}项）` : '全部内容都已上传'),
    list.length > 0 && h('ul', { class: 'f-list' }, list.map(o => h('li', {}, h('a', { href: `#v/${o.visit}`, class: 'f-card' },
      h('strong', {}, kindWord(o, visits.get(o.visit))),
      h('span', { class: 'f-row' }, h('span', {}, visits.get(o.visit)?.name ?? ''), h('span', { class: 'f-time' }, when(o.at))),
      h('span', { class: `q-tag ${o.status === 'waiting' ? 'q-tone-a' : 'q-tone-r'}` }, icon(o.status === 'waiting' ? 'save' : 'warning'), { waiting: '待上传', conflict: '有冲突，请您选择', refused: '没有交上去' }[o.status]),
      (o.problems ?? []).map(p => h('span', {}, p.sentence)))))),
    h('div', { class: 'f-stack' },
      button('现在上传', () => sync.soon(0), 'q-btn-main', 'upload'),
      button(large ? '改回标准字' : '改成大字', () => { text(large ? 'standard' : 'large'); show(view); }, '', 'reveal'),
      h('a', { class: 'q-btn f-big', href: '/desk' }, '去工作台')),
    h('details', {}, h('summary', {}, '怎么用'),
      h('p', {}, '在有信号的地方打开一次，任务就存到手机上。没有信号照常填、照常拍，都存在手机上，有信号时自动上传，不用再点。'),
      h('p', {}, '填一项存一项。关掉页面、手机没电，再打开都还在。'),
      h('p', {}, `交上去的内容和照片在手机上再留${sync.now.book?.keepDays ?? 7}天，以后自动清掉。`),
      h('p', {}, '两个人填了同一项、内容不一样的，会让您选，两个都留存。'),
      h('p', {}, '不要把手机借给别人。用完公用手机要退出，退出会清掉手机上的内容。')),
    h('h2', {}, '退出'),
    h('div', { class: 'f-stack' }, button('退出登录', () => ask(out, list.length), 'q-btn-danger', 'exit')), out);
  // A question that is being asked stays.
  return async () => { if (!out.hasChildNodes()) await show(view); };
}

// Unsent work is never thrown away without being told how much it is.
function ask(out, n) {
  if (n === 0) return sync.leave(false);
  out.replaceChildren(h('div', { class: 'q-note q-note-r', role: 'alert' },
    h('p', {}, h('strong', {}, `还有${n}项没有上传。`)),
    h('p', {}, '先上传再退出最稳妥。留在手机上的，只有您自己再登录时看得到。'),
    h('div', { class: 'f-stack' },
      button('先上传', () => { out.replaceChildren(); sync.soon(0); }, 'q-btn-main'),
      button('退出，没上传的留在手机上', () => sync.leave(false)),
      button(`退出，并删掉这${n}项`, () => out.replaceChildren(h('div', { class: 'q-note q-note-r', role: 'alert' }, h('p', {}, `确定删掉没有上传的${n}项？删掉就找不回来了。`), h('div', { class: 'f-stack' }, button('不删', () => out.replaceChildren()), button('删掉并退出', () => sync.leave(true), 'q-btn-danger')))), 'q-btn-danger'))));
  out.scrollIntoView({ block: 'nearest' });
}

/** Works without signal; the server learns of it when there is one. */
export function text(size) {
  if (size === 'standard') delete document.documentElement.dataset.text; else document.documentElement.dataset.text = size;
  localStorage.setItem('field-text', size);
  fetch(`/reading?text=${size}&back=/field`, { redirect: 'manual' }).catch(() => {});
}
