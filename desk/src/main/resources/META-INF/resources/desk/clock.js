// Clocks count seconds. The server sends their end and its own time.
(() => {
  const ahead = Date.parse(document.body.dataset.now) - Date.now();
  const two = n => String(n).padStart(2, '0');
  const left = ms => {
    const all = Math.floor(Math.abs(ms) / 1000), d = Math.floor(all / 86400), h = Math.floor(all % 86400 / 3600);
    const m = Math.floor(all % 3600 / 60), s = all % 60;
    return d ? `${d} 天 ${h} 小时` : h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
  };
  const tick = () => {
    const now = Date.now() + ahead;
    const day = new Date(now + 8 * 3600e3);
    const hm = document.getElementById('hm');
    if (hm) hm.textContent = two(day.getUTCHours()) + ':' + two(day.getUTCMinutes());
    document.querySelectorAll('.clock[data-due]').forEach(clock => {
      const due = Date.parse(clock.dataset.due), from = Date.parse(clock.dataset.from);
      if (Number.isNaN(due)) return;
      const share = due > from ? Math.min(100, Math.max(2, (now - from) / (due - from) * 100)) : 100;
      clock.textContent = (now > due ? '超 ' : '') + left(due - now);
      clock.classList.toggle('late', now > due);
      clock.classList.toggle('warn', now <= due && share >= 80);
      const bar = clock.nextElementSibling;
      if (bar?.classList.contains('bar')) bar.style.setProperty('--p', share + '%');
    });
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener('htmx:afterSwap', tick);
})();
