// The inspector's page: opens what the address names, writes how far saving is.
import * as sync from './sync.js';
import { keepShell } from './shell.js';
import { h, chinaTime } from './dom.js';
import { show as list } from './list.js';
import { show as visit } from './visit.js';
import { show as item } from './item.js';
import { show as sign } from './sign.js';
import { arrive, finish } from './finish.js';
import { show as more, text } from './more.js';

const view = document.getElementById('f-view'), line = document.getElementById('f-state'), back = document.getElementById('f-back');
let refresh = null, opened = 0;

async function open(focus = true) {
  // Each opening draws into a box of its own: what is still being drawn for the page before can no longer be seen.
  const turn = ++opened, box = h('div', { class: 'f-view' }), parts = location.hash.replace(/^#/, '').split('/');
  const [place, id, page, code] = parts;
  back.hidden = !place;
  back.setAttribute('href', place === 'v' && page ? `#v/${id}` : '#');
  const draw = place === 'v' ? { item: () => item(box, id, decodeURIComponent(code ?? '')), sign: () => sign(box, id), arrive: () => arrive(box, id), finish: () => finish(box, id) }[page] ?? (() => visit(box, id)) : place === 'menu' ? () => more(box) : () => list(box);
  // Overviews draw themselves anew when something arrives; a page somebody types on only where it says how.
  const again = await draw();
  if (turn !== opened) return;
  view.replaceChildren(box);
  refresh = typeof again === 'function' ? again : !page ? draw : null;
  if (focus) {
    scrollTo(0, 0);
    const head = view.querySelector('h1');
    if (head) { head.tabIndex = -1; head.focus({ preventScroll: true }); }
  }
}

async function state() {
  const ops = await sync.ops(), n = ops.length, conflicts = ops.filter(o => o.status === 'conflict').length, refused = ops.filter(o => o.status === 'refused').length, link = sync.now.link;
  const kept = n > 0 ? `已存在手机上 ${n} 项待上传` : '填的内容会存在手机上';
  const [tone, text, to] =
    link === 'signed-out' ? ['r', n > 0 ? `登录已过期，${n} 项还在手机上。请重新登录` : '登录已过期，请重新登录', '/signin?returnUrl=%2Ffield']
    : link === 'not-allowed' ? ['r', '这个账号不能做检查。请换成检查人员的账号', '/signin?returnUrl=%2Ffield']
    : conflicts > 0 ? ['r', `有 ${conflicts} 项和同事填的不一样，请您选择`, '#menu']
    : refused > 0 ? ['r', `有 ${refused} 项没有交上去，内容还在手机上`, '#menu']
    : link === 'offline' ? ['a', `离线，${kept}`, n > 0 ? '#menu' : null]
    : link === 'trouble' ? ['a', `服务器暂时没有回应，${kept}`, null]
    : sync.now.sending || n > 0 ? ['b', `正在上传，还有 ${n} 项`, null]
    : link === 'online' ? ['g', sync.now.lastSent ? `已全部上传（${chinaTime(sync.now.lastSent).time}）` : '已同步', null]
    : ['n', '正在打开', null];
  const content = to ? h('a', { href: to }, text) : text;
  if (line.textContent !== text || line.dataset.tone !== tone) { line.replaceChildren(content); line.dataset.tone = tone; }
  navigator.setAppBadge?.(n).catch(() => {});
}

// Nothing moves under a finger, and nothing is drawn anew that reads the same.
let pressed = false, drawn = '';
addEventListener('pointerdown', () => { pressed = true; });
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(() => { pressed = false; }, 300));

async function changed() {
  await state();
  const turn = opened, reads = JSON.stringify([opened, sync.now.link, await sync.ops(), (await sync.visits()).map(v => ({ ...v, seenAt: 0 }))]);
  if (pressed) { setTimeout(changed, 400); return; }
  if (reads === drawn || turn !== opened) return;
  if (refresh && !document.activeElement?.matches?.('textarea, input:not([type=checkbox], [type=radio], [type=file])')) {
    drawn = reads;
    const again = await refresh();
    if (typeof again === 'function' && turn === opened) refresh = again;
  }
}

const kept = localStorage.getItem('field-text');
if (kept === 'large' || kept === 'xlarge') document.documentElement.dataset.text = kept;
else if (kept === 'standard') delete document.documentElement.dataset.text;

// A code opened with the phone's own camera is an address: /field/v/ID.
const scanned = location.pathname.match(/^\/field\/v\/([0-9a-f-]{36})/i);
if (scanned) history.replaceState(null, '', `/field#v/${scanned[1].toLowerCase()}`);

await sync.start();
addEventListener('hashchange', () => open());
// What arrived while somebody was typing is shown when they have finished.
addEventListener('focusout', () => setTimeout(changed, 350));
let waiting = null;
sync.onChange(() => { waiting ??= setTimeout(() => { waiting = null; changed(); }, 60); });
await open(false);
await state();
await sync.sync();
navigator.storage?.persist?.().catch(() => {});
keepShell().catch(() => {});
