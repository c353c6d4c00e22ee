// Every page works without this file. It adds drafts, sending when the signal is back, photo previews and copying.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode stores no draft */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* no draft is stored */ } },
  };
  const show = (name, isShown) => all(`[data-when="${name}"]`).forEach(e => { e.hidden = !isShown; });

  const toast = text => {
    all('.toast').forEach(e => e.remove());
    const box = document.createElement('div');
    box.className = 'toast';
    box.setAttribute('role', 'status');
    box.textContent = text;
    document.body.append(box);
    setTimeout(() => box.remove(), 3000);
  };

  // WebViews of old phones have no clipboard API, or only on https.
  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const box = document.createElement('textarea');
      box.value = text;
      box.className = 'honeypot';
      document.body.append(box);
      box.select();
      const isDone = document.execCommand('copy');
      box.remove();
      return isDone;
    }
  };
  all('[data-copy]').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', async () =>
      toast(await copy(button.dataset.copy) ? '已复制' : '这部手机不让自动复制，请长按上面的字复制'));
  });
  all('[data-print]').forEach(button => { button.hidden = false; button.addEventListener('click', () => print()); });

  // Larger letters, on this phone and on every page.
  all('[data-big]').forEach(button => {
    let isBig = store.get('big') === true;
    const draw = () => {
      document.body.classList.toggle('big', isBig);
      button.setAttribute('aria-pressed', String(isBig));
    };
    button.hidden = false;
    draw();
    button.addEventListener('click', () => { isBig = !isBig; store.set('big', isBig); draw(); });
  });

  // Photos: at most three, shown before they are sent.
  all('input[type=file][data-shots]').forEach(input => {
    const box = document.getElementById(input.dataset.shots);
    const kept = new DataTransfer();
    const draw = () => {
      input.files = kept.files;
      all('figure', box).forEach(e => e.remove());
      [...kept.files].forEach((file, index) => {
        const figure = document.createElement('figure');
        const image = document.createElement('img');
        image.src = URL.createObjectURL(file);
        image.alt = `第 ${index + 1} 张照片`;
        image.addEventListener('load', () => URL.revokeObjectURL(image.src));
        const button = document.createElement('button');
        button.type = 'button';
        button.setAttribute('aria-label', `去掉第 ${index + 1} 张照片`);
        button.innerHTML = '<span><svg class="i" aria-hidden="true"><use href="/ui/icons.svg#x"/></svg></span>';
        button.addEventListener('click', () => { kept.items.remove(index); draw(); });
        figure.append(image, button);
        box.prepend(figure);
      });
      box.hidden = kept.files.length === 0;
    };
    input.addEventListener('change', () => {
      for (const file of input.files) {
        if (kept.files.length < 3) { kept.items.add(file); } else { toast('最多三张照片'); }
      }
      draw();
    });
  });

  // A page that answers a form takes the place of the form's own: going back never asks to send the form again.
  const showInPlace = async answer => {
    const page = await answer.text();
    document.open();
    document.write(page);
    document.close();
  };

  // The other forms stay on the screen, with what is typed, until the server has answered.
  all('form[method=post]:not([data-draft])').forEach(form => {
    let isSending = false;
    form.addEventListener('submit', async event => {
      if (!('submitter' in event)) { return; } // an old WebView does not say which button was pressed
      event.preventDefault();
      if (isSending) { return; }
      isSending = true;
      const pressed = event.submitter, fields = new FormData(form);
      if (pressed && pressed.name) { fields.append(pressed.name, pressed.value); }
      try {
        const body = form.enctype === 'multipart/form-data' ? fields : new URLSearchParams(fields);
        // A field named "action" hides the property of that name.
        const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, credentials: 'same-origin' });
        if (answer.redirected) { location.assign(answer.url); } else { await showInPlace(answer); }
      } catch {
        toast('现在没信号，没送出去。您写的还在，过一会儿再点。');
      }
      isSending = false;
    });
  });

  // Keeps the words of a form until they are accepted. The draft holds the idempotency key, so a second submission counts once.
  all('form[data-draft]').forEach(form => {
    const name = form.dataset.draft;
    const fields = all('[data-keep]', form);
    const button = one(`[data-send][form="${form.getAttribute('id')}"]`);
    const label = button.textContent;
    let again = 0;
    const draft = store.get(name);
    if (draft && !form.dataset.filled) {
      fields.forEach(field => { if (draft[field.name]) { field.value = draft[field.name]; } });
    }
    const keep = () => {
      const words = {};
      fields.forEach(field => { words[field.name] = field.value; });
      store.set(name, words);
    };
    form.addEventListener('input', keep);
    const busy = isBusy => {
      button.disabled = isBusy;
      button.setAttribute('aria-busy', isBusy);
      button.textContent = isBusy ? '正在送出……别关这一页' : label;
    };
    const later = (state, seconds = 15) => {
      show('offline', state === 'offline');
      show('busy', state === 'busy');
      show('slow', state === 'slow');
      all('[data-wait]').forEach(e => { e.textContent = `${seconds} 秒`; });
      clearTimeout(again);
      again = setTimeout(send, seconds * 1000);
    };
    const send = async () => {
      clearTimeout(again);
      busy(true);
      try {
        const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
        if (answer.redirected) {
          location.assign(answer.url);
          return;
        }
        if (answer.status === 503) {
          later('busy');
        } else if (answer.status === 429 && one('[data-when=slow]')) {
          later('slow', Number(answer.headers.get('Retry-After')) || 60);
        } else {
          await showInPlace(answer);
          return;
        }
      } catch {
        later('offline');
      }
      busy(false);
    };
    form.addEventListener('submit', event => {
      event.preventDefault();
      const words = one('[data-words]', form);
      const photos = one('input[type=file]', form);
      const isEmpty = !words.value.trim() && !(photos && photos.files.length);
      show('empty', isEmpty);
      words.classList.toggle('bad', isEmpty);
      if (isEmpty) {
        words.focus();
        return;
      }
      keep();
      send();
    });
    addEventListener('online', () => { if (again) { send(); } });
    addEventListener('offline', () => show('offline', true));
  });
  all('[data-sent]').forEach(e => store.drop(e.dataset.sent));
})();
