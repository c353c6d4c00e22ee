// The form of a notice: phones preview the typed text, and a sample fills the form.
(() => {
  const box = document.getElementById('tx'), count = document.getElementById('cn');
  if (!box) return;
  const show = () => {
    const words = [...box.value].length;
    document.querySelectorAll('[data-preview]').forEach(bubble => { bubble.textContent = box.value || '（还没写）'; });
    count.textContent = `${words} 字 · 短信约 ${Math.max(1, Math.ceil(words / 67))} 条 · 读出来约 ${Math.round(words / 4)} 秒`;
  };
  // The first blank is selected: what is typed stands in its place.
  const fill = () => {
    const blank = /（[^（）]*）/.exec(box.value);
    if (blank) box.setSelectionRange(blank.index, blank.index + blank[0].length);
  };
  box.addEventListener('input', show);
  document.addEventListener('click', e => {
    const sample = e.target.closest('[data-sample]');
    if (!sample) return;
    box.value = sample.dataset.sample;
    document.querySelector(`input[name=kind][value=${sample.dataset.kind}]`).checked = true;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.focus();
    fill();
  });
  show();
})();
