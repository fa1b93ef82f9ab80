// Extras only: every page works without this file.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const live = document.createElement('p');
live.className = 'q-hidden';
live.setAttribute('role', 'status');
document.body.append(live);

// One post per form. Never "disabled": it would drop the pressed button's name and value from the post.
addEventListener('submit', e => {
  const form = e.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) { e.preventDefault(); return; }
  form.dataset.sent = '1';
  e.submitter?.setAttribute('aria-disabled', 'true');
  setTimeout(() => { if (form.dataset.sent) live.textContent = '正在提交'; }, 500);
});
// A phone that holds an inspector's visits is cleared before its person signs out.
addEventListener('submit', async e => {
  const form = e.target;
  if (form.getAttribute('action') !== '/signout' || !localStorage.getItem('field-holds')) return;
  e.preventDefault();
  const goes = await import('/js/field/leaving.js').then(m => m.leaving()).catch(() => true);
  if (goes) form.submit(); else delete form.dataset.sent;
});
addEventListener('pageshow', () => all('form[data-sent]').forEach(form => {
  delete form.dataset.sent;
  all('[aria-disabled]', form).forEach(b => b.removeAttribute('aria-disabled'));
}));

// Autosave: 3 s after the last change and when the page is left; the server answers with the sentence to show.
all('form[data-autosave]').forEach(form => {
  const state = document.querySelector('[data-autosave-state]');
  let timer, dirty = false;
  const save = async () => {
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    try {
      const body = new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === 'string'));
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body, keepalive: true });
      if (!answer.ok) throw new Error(answer.status);
      if (state) { state.textContent = await answer.text(); state.classList.remove('q-error'); }
    } catch {
      dirty = true;
      if (state) { state.textContent = '还没保存上，正在重试'; state.classList.add('q-error'); }
      timer = setTimeout(save, 10000);
    }
  };
  form.addEventListener('input', () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 3000); });
  addEventListener('visibilitychange', () => { if (document.hidden) save(); });
});

// Files too big are named before the upload starts; the server checks again.
addEventListener('change', e => {
  const input = e.target;
  if (input.type !== 'file') return;
  const box = input.closest('.q-filebox');
  all('[data-toobig]', box ?? document).forEach(p => p.remove());
  [...input.files].filter(f => f.size > 20 * 1024 * 1024).forEach(f => {
    const p = document.createElement('p');
    p.dataset.toobig = '';
    p.className = 'q-error';
    p.setAttribute('role', 'alert');
    p.textContent = `“${f.name}”有${Math.round(f.size / 1048576)}MB，超过20MB。请重新拍照或压缩后再传，其他内容都还在`;
    input.after(p);
  });
});

// Copy buttons.
addEventListener('click', async e => {
  const button = e.target.closest?.('[data-copy]');
  if (!button) return;
  await navigator.clipboard?.writeText(button.dataset.copy);
  live.textContent = '已复制';
});

// Signature on glass: the picture travels in a hidden field. Other ways to sign stand beside it.
all('canvas[data-sign]').forEach(canvas => {
  const field = document.getElementById(canvas.dataset.sign), pen = canvas.getContext('2d');
  const ratio = devicePixelRatio || 1;
  canvas.hidden = false;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.lineWidth = 3 * ratio;
  pen.lineCap = pen.lineJoin = 'round';
  const at = e => { const r = canvas.getBoundingClientRect(); return [(e.clientX - r.left) * ratio, (e.clientY - r.top) * ratio]; };
  let drawing = false;
  canvas.addEventListener('pointerdown', e => { drawing = true; canvas.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(...at(e)); });
  canvas.addEventListener('pointermove', e => { if (drawing) { pen.lineTo(...at(e)); pen.stroke(); } });
  canvas.addEventListener('pointerup', () => { drawing = false; field.value = canvas.toDataURL('image/png'); });
  all(`[data-sign-clear="${canvas.dataset.sign}"]`).forEach(b => { b.hidden = false; b.addEventListener('click', () => { pen.clearRect(0, 0, canvas.width, canvas.height); field.value = ''; }); });
});

// Workbench keys. Silent in fields and while an input method composes: the Enter that picks a word must not act.
if (document.querySelector('.q-bench')) addEventListener('keydown', e => {
  if (e.isComposing || e.keyCode === 229) return;
  if (e.key === 'Enter' && e.ctrlKey) { (e.target.form?.querySelector('.q-btn-main') ?? document.querySelector('main .q-btn-main'))?.click(); return; }
  if (e.ctrlKey || e.altKey || e.metaKey || e.target.closest('input, select, textarea, [contenteditable]')) return;
  const rows = all('.q-table tbody tr'), here = rows.findIndex(r => r.getAttribute('aria-selected') === 'true');
  const go = (n) => { rows[here]?.removeAttribute('aria-selected'); rows[n]?.setAttribute('aria-selected', 'true'); rows[n]?.querySelector('a')?.focus(); };
  const docs = all('.q-tabs a'), doc = docs.findIndex(a => a.hasAttribute('aria-current'));
  switch (e.key) {
    case '/': document.getElementById('q-search')?.focus(); e.preventDefault(); break;
    case '?': location.href = '/help/keys'; break;
    case 'j': case 'J': if (rows.length) go(Math.min(here + 1, rows.length - 1)); break;
    case 'k': case 'K': if (rows.length) go(Math.max(here - 1, 0)); break;
    case '[': docs[doc - 1]?.click(); break;
    case ']': docs[doc + 1]?.click(); break;
    default: if (/^[a-z]$/i.test(e.key)) document.querySelector(`main [data-key="${e.key.toLowerCase()}"]`)?.click();
  }
});
