// Keeps what is typed in a form of the desk, in this window and for this login only, until the server has taken it.
// When the session is over, the page stays, says so, and the login leads back to it.
(() => {
  const NAME = 'draft:', SENT = 'draft-sent', mine = NAME + document.body.dataset.login + ':';
  /** Hidden fields that say what a form is about, where its address does not. */
  const ABOUT = ['id', 'chat', 'area', 'post', 'call', 'act', 'kind', 'number'];
  const key = form => [mine + new URL(form.getAttribute('action'), location.href).pathname,
    ...[...form.querySelectorAll('input[type=hidden]')].filter(one => ABOUT.includes(one.name)).map(one => one.value)].join(':');
  const choices = form => [...form.querySelectorAll('input[type=checkbox][name], input[type=radio][name]')];
  const boxes = form => [...form.querySelectorAll('textarea[name], input.in[name]:not([type=file]):not([type=password]), select[data-keep]')];
  /** Its idempotency key: who sends what was kept again, since no answer came, files it once. */
  const idempotencyKey = form => form.querySelector?.('input[name=key][data-keep]');
  /** A search for a person is no draft: its words are about somebody. */
  const isKept = form => form?.method === 'post' && form.closest('main') && boxes(form).length > 0 && !form.matches('[data-unkept]');

  const keep = form => {
    const words = Object.fromEntries(boxes(form).map(box => [box.name, box.value]).filter(([, value]) => value.trim()));
    const chosen = choices(form).filter(one => one.checked && !one.defaultChecked).map(one => [one.name, one.value]);
    if (Object.keys(words).length || chosen.length) sessionStorage.setItem(key(form), JSON.stringify({words, chosen, idempotency: idempotencyKey(form)?.value}));
    else sessionStorage.removeItem(key(form));
  };
  /** Never over what the server or the person has put there. */
  const restore = root => [...root.querySelectorAll('form')].filter(isKept).forEach(form => {
    const {words = {}, chosen = [], idempotency} = JSON.parse(sessionStorage.getItem(key(form)) ?? '{}');
    choices(form).filter(one => !one.checked && chosen.some(([name, value]) => one.name === name && one.value === value)).forEach(one => {
      one.checked = true;
      one.dispatchEvent(new Event('change', {bubbles: true}));
    });
    const emptied = boxes(form).filter(box => words[box.name] && !box.value.trim());
    if (emptied.length && idempotency && idempotencyKey(form)) idempotencyKey(form).value = idempotency;
    emptied.forEach(box => {
      box.value = words[box.name];
      box.closest('details')?.setAttribute('open', '');
      box.dispatchEvent(new Event('input', {bubbles: true}));
    });
  });
  document.addEventListener('input', e => { if (isKept(e.target.form)) keep(e.target.form); });
  document.addEventListener('htmx:beforeSwap', e => {
    const form = e.detail.requestConfig.elt;
    if (e.detail.requestConfig.verb === 'post' && e.detail.xhr.status < 300 && form.matches?.('form')) sessionStorage.removeItem(key(form));
  });
  document.addEventListener('htmx:afterSwap', e => restore(e.target));
  // A form without htmx is taken when the page that follows neither refuses it nor comes from the login.
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && !document.querySelector('main [role=alert]') && !document.referrer.includes('/desk/login')) sessionStorage.removeItem(sent);
  document.addEventListener('submit', e => {
    if (isKept(e.target) && !e.target.matches('[hx-post]')) sessionStorage.setItem(SENT, key(e.target));
    if (!e.target.matches('form[action="/desk/logout"]')) return;
    Object.keys(sessionStorage).filter(one => one.startsWith(NAME)).forEach(one => sessionStorage.removeItem(one));
  });
  restore(document);

  const expired = document.getElementById('expired');
  document.addEventListener('htmx:responseError', e => {
    if (e.detail.xhr.status !== 401) return;
    expired.querySelector('a').href = '/desk/login?back=' + encodeURIComponent(location.pathname + location.search);
    expired.hidden = false;
    document.getElementById('stale').hidden = true;
  });
})();
