// The form 登记: the place by the keyboard, the category by one key, and one report for a double click.
(() => {
  const form = document.getElementById('intake');
  if (!form) return;
  const place = document.getElementById('place'), words = document.getElementById('words');
  const options = () => [...form.querySelectorAll('#places input[name=area]')];
  const changed = (box, type) => box.dispatchEvent(new Event(type, {bubbles: true}));

  /** The whole path goes into the box, so that it is kept with what is typed and names this place alone. */
  const settle = () => {
    const path = options().find(one => one.checked)?.dataset.path;
    if (!path || place.value === path) return;
    place.value = path;
    changed(place, 'input');
  };
  place.addEventListener('keydown', e => {
    if (e.isComposing) return;
    const all = options(), at = all.findIndex(one => one.checked);
    if (all.length && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      const next = all[(at + (e.key === 'ArrowDown' ? 1 : all.length - (at < 0 ? 0 : 1))) % all.length];
      next.checked = true;
      changed(next, 'change');
    } else if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      if (all.length && at < 0) { all[0].checked = true; changed(all[0], 'change'); }
      if (all.length) words.focus();
    }
  });
  form.addEventListener('focusin', e => { if (e.target !== place && !e.target.closest('#places')) settle(); });

  const choose = code => {
    const category = document.getElementById('category');
    category.value = code;
    changed(category, 'input');
    changed(category, 'change');
  };
  form.addEventListener('click', e => {
    const button = e.target.closest('[data-category]');
    if (button) choose(button.dataset.category);
  });
  document.addEventListener('keydown', e => {
    const guess = e.altKey && form.querySelectorAll('[data-category]')[['1', '2'].indexOf(e.key)];
    if (guess) { e.preventDefault(); choose(guess.dataset.category); }
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); }
  });

  let isSent = false;
  form.addEventListener('submit', e => {
    if (isSent) e.preventDefault();
    isSent = true;
    setTimeout(() => { isSent = false; }, 5000); // no answer came: the key of the form makes one report of both
  });
  addEventListener('pageshow', () => { isSent = false; });
  // What was kept is back in the boxes before the parts beside them listen.
  document.addEventListener('DOMContentLoaded', () => {
    if (place.value) htmx.trigger('#places', 'reread');
    if (words.value) htmx.trigger('#reading', 'reread');
  });
})();
