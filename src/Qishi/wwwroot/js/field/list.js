// 我的检查: today, later, done.
import { fill, h, icon, button, chinaTime, dayWord } from './dom.js';
import * as sync from './sync.js';
import * as store from './store.js';

export async function show(view) {
  const [list, ops] = [await sync.visits(), await sync.ops()];
  const today = chinaTime(new Date()).iso;
  const room = await navigator.storage?.estimate?.().catch(() => null);
  const planned = v => v.noticeFor ?? v.dueOn;
  const open = list.filter(v => v.open), now = open.filter(v => planned(v) <= today || v.entries.some(e => e.key.startsWith('arrive:')) || ops.some(o => o.visit === v.id && o.kind === 'arrive')), later = open.filter(v => !now.includes(v));
  const done = list.filter(v => !v.open).reverse();
  fill(view, [
    h('h1', {}, '我的检查'),
    !sync.now.book && h('div', { class: 'q-note q-note-a' }, h('p', {}, sync.now.link === 'offline' ? '手机上还没有任务。请先在有信号的地方打开一次，任务会自动存到手机上。' : '正在取任务。')),
    sync.now.expired && h('p', { class: 'q-note q-note-a' }, `超过${sync.now.book.keepDays}天没有连上服务器，手机上的任务已经清除，没有上传的内容还在。请到有信号的地方打开，任务会重新存到手机上。`),
    sync.now.book && !sync.now.expired && list.length === 0 && h('p', {}, '现在没有分给您的检查。抽到您以后，这里会出现。'),
    room && room.usage > room.quota * 0.8 && h('p', { class: 'q-note q-note-a' }, '手机存储快满了。请到有信号的地方上传，或者清理手机。'),
    section('今天要去', now, ops, today),
    section('接下来', later, ops, today),
    section('已交', done, ops, today),
    await install(view),
  ]);
  document.title = document.title.replace(/^.* - /, '我的检查 - ');
}

function section(title, visits, ops, today) {
  if (visits.length === 0) return null;
  return h('section', {}, h('h2', {}, `${title}（${visits.length}户）`), h('ul', { class: 'f-list' }, visits.map(v => {
    const waiting = ops.filter(o => o.visit === v.id), bad = waiting.filter(o => o.status !== 'waiting').length, filled = v.items.filter(i => hasCodes(v, waiting, i.code)).length;
    return h('li', {}, h('a', { href: `#v/${v.id}`, class: 'f-card' },
      h('strong', {}, v.name),
      h('span', {}, v.address),
      h('span', { class: 'f-row' },
        h('span', { class: v.open && v.dueOn < today ? 'f-late' : '' }, v.noticeFor && v.open ? `约定${dayWord(v.noticeFor)}` : v.open ? `${v.dueOn < today ? '已过截止日' : '截止'}${dayWord(v.dueOn)}` : v.state),
        v.open && h('span', {}, `填了${filled}项，共${v.items.length}项`),
        bad > 0 ? h('span', { class: 'q-tag q-tone-r' }, icon('warning'), `${bad}项要您处理`) : waiting.length > 0 && h('span', { class: 'q-tag q-tone-a' }, icon('save'), `${waiting.length}项待上传`))));
  })));
}

const hasCodes = (v, waiting, code) => ((waiting.filter(o => o.kind === 'item' && o.item === code).at(-1)?.value ?? v.entries.find(e => e.key === `item:${code}`)?.value)?.codes ?? []).length > 0;

// Some browsers throw away what a site keeps when it is not opened for a week, unless it is installed.
async function install(view) {
  if (matchMedia('(display-mode: standalone)').matches || await store.read('install-seen')) return null;
  return h('section', { class: 'q-note' }, h('h2', {}, '放到手机桌面'), h('p', {}, '在浏览器菜单里点“添加到主屏幕”，以后从桌面打开。有的手机浏览器七天不打开就会清掉没有安装的网页存的内容。'),
    button('知道了', async () => { await store.keep('install-seen', true); show(view); }));
}
