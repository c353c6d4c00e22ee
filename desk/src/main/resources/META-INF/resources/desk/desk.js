// Keyboard control of the list, the preview, forms that keep typed text, and copying.
(() => {
  const rows = () => [...document.querySelectorAll('.r[data-no]')];
  const wide = () => innerWidth > 900;
  let chosen = '', seen = new Set(rows().map(row => row.dataset.no));

  const choose = (row, isByHand) => {
    if (!row) return;
    rows().forEach(other => other.setAttribute('aria-current', other === row));
    chosen = row.dataset.no;
    sessionStorage.setItem('desk-row', chosen);
    if (isByHand) row.scrollIntoView({block: 'nearest'});
    if (wide()) htmx.ajax('GET', `/desk/tickets/${chosen}/preview`, {target: '#pre', swap: 'innerHTML'});
  };
  document.addEventListener('click', e => {
    const row = e.target.closest('.r[data-no]');
    if (row && wide() && !e.ctrlKey && !e.metaKey && chosen !== row.dataset.no) { e.preventDefault(); choose(row); }
    const copy = e.target.closest('[data-copy]');
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => toast('已复制'));
    const into = e.target.closest('[data-into]'), merge = document.querySelector('[data-act=merge] input[name=into]');
    if (into && merge) {
      merge.closest('details').open = true;
      merge.value = into.dataset.into;
      merge.dispatchEvent(new Event('input', {bubbles: true}));
      merge.focus();
    }
    const giveUp = e.target.closest('[data-give-up]');
    if (giveUp) refreshPanel();
  });

  const toast = words => {
    document.querySelectorAll('.toast').forEach(old => old.remove());
    const box = document.createElement('div');
    box.className = 'toast';
    box.setAttribute('role', 'status');
    box.textContent = words;
    document.body.append(box);
    setTimeout(() => box.remove(), 4000);
  };

  // The ticket changed while somebody types in its form: the form stays, and a line says that there is a newer version.
  const panel = document.getElementById('panel');
  const form = () => panel?.querySelector('.act');
  const isWriting = () => [...(panel?.querySelectorAll('textarea, input[name=into]') ?? [])].some(box => box.value.trim())
      || panel?.querySelector('input[type=radio]:checked, input[type=checkbox]:checked')
      || [...(panel?.querySelectorAll('input[type=file]') ?? [])].some(box => box.files.length);
  const refreshPanel = () => htmx.ajax('GET', panel.dataset.href, {target: '#panel', swap: 'innerHTML'});
  const compare = () => {
    const now = document.querySelector('#facts header')?.dataset.version;
    if (!now || !form() || form().dataset.version === now) return;
    if (isWriting()) form().querySelector('.changed').hidden = false;
    else refreshPanel();
  };

  document.addEventListener('htmx:afterSwap', e => {
    if (e.target.id === 'rows') {
      rows().forEach(row => { if (!seen.has(row.dataset.no)) row.classList.add('fresh'); });
      seen = new Set(rows().map(row => row.dataset.no));
      const mine = document.querySelector('.f b'), count = document.getElementById('mine');
      if (mine && count) { count.textContent = mine.textContent; document.title = document.title.replace(/^待办 \d+/, '待办 ' + mine.textContent); }
      const again = rows().find(row => row.dataset.no === chosen);
      if (again) choose(again);
    }
    if (e.target.id === 'facts' || e.target.id === 'panel') compare();
    // The button that was pressed is gone: the keyboard goes on from what may be done next.
    if (e.target.id === 'panel' && document.activeElement === document.body) form()?.focus();
  });
  document.addEventListener('htmx:afterRequest', e => {
    if (e.detail.successful && e.detail.elt.matches?.('[data-settle], .calls form')) htmx.trigger(document.body, 'changed');
    if (e.detail.xhr.status === 409 && e.detail.elt.matches?.('.calls form')) htmx.trigger(document.body, 'changed');
  });
  // A telephone number has no place in an address: it is searched for on a page of its own, with a reason.
  document.addEventListener('submit', e => {
    const text = e.target.elements.q?.value ?? '';
    if (!/^(1\d{10}|0\d{9,11})$/.test(text.replace(/[\s-]/g, ''))) return;
    e.preventDefault();
    location.href = '/desk/calls/person';
  });
  // A part that asks every second by itself has no button that failed: the line above the page says that the connection is lost.
  const asksByItself = e => e.detail.elt.matches?.('#seats, [data-quiet]');
  document.addEventListener('htmx:responseError', e => { if (e.detail.xhr.status !== 401 && !asksByItself(e)) toast('没有办成：服务器没有答应。您写的还在，过一会儿再试。'); });
  document.addEventListener('htmx:sendError', e => { if (!asksByItself(e)) toast('没有送到：断线了。您写的还在。'); });
  document.addEventListener('htmx:beforeRequest', e => { if (!e.detail.elt.matches?.('[data-quiet]')) e.detail.target.classList.add('waits'); });
  document.addEventListener('htmx:afterRequest', e => e.detail.target.classList.remove('waits'));

  document.addEventListener('input', e => {
    if (!e.target.matches('.pick')) return;
    const words = e.target.value.trim();
    const owners = [...e.target.closest('form').querySelectorAll('.owner-o')];
    owners.forEach(one => { one.hidden = words && !one.textContent.includes(words); });
    e.target.closest('form').querySelector('.no-owner').hidden = owners.some(one => !one.hidden);
  });

  addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (/INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) { if (e.key === 'Escape') e.target.blur(); return; }
    const all = rows(), at = all.findIndex(row => row.dataset.no === chosen);
    if (e.key === '/') { e.preventDefault(); document.querySelector('.find input').focus(); }
    if (e.key === 'j') choose(all[Math.min(all.length - 1, at + 1)], true);
    if (e.key === 'k') choose(all[Math.max(0, at - 1)], true);
    if (e.key === 'Enter' && at >= 0 && e.target === document.body) location.href = `/desk/tickets/${chosen}`;
    if (e.key === 'Escape' && document.querySelector('.tk')) location.href = '/desk';
  });

  // Back from a ticket, its row is the chosen one again; the server has put the first one into the preview.
  const before = rows().find(row => row.dataset.no === sessionStorage.getItem('desk-row'));
  if (before && before !== rows()[0] && document.referrer.includes('/desk/tickets/')) choose(before, true);
  else if (rows().length && wide()) { chosen = rows()[0].dataset.no; rows()[0].setAttribute('aria-current', true); }
})();
