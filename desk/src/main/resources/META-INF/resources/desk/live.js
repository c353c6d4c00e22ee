// One event stream for each page: a change triggers "changed", on which every part of the page reloads itself.
(() => {
  const tag = document.getElementById('live'), stale = document.getElementById('stale');
  if (!tag) return;
  let stream, lastEvent = Date.now(), wasLost = false, soon;
  const time = at => new Date(at).toTimeString().slice(0, 5);
  const changed = () => { clearTimeout(soon); soon = setTimeout(() => htmx.trigger(document.body, 'changed'), 150); };
  const show = isLive => {
    tag.textContent = isLive ? '✓ 实时' : '断线';
    tag.className = 'tag hide-m ' + (isLive ? 'q' : 'h');
    stale.hidden = isLive;
    if (!isLive) document.getElementById('stale-at').textContent = time(lastEvent);
  };
  const live = () => {
    lastEvent = Date.now();
    if (wasLost) changed();
    wasLost = false;
    show(true);
  };
  const open = () => {
    stream?.close();
    stream = new EventSource('/desk/live');
    stream.onopen = live;
    stream.addEventListener('beat', live);
    stream.addEventListener('change', () => { live(); changed(); });
    stream.onerror = () => setTimeout(() => { if (stream.readyState !== 1) lost(); }, 3000);
  };
  const lost = () => {
    if (stream.readyState === 1) return;
    // Refused, not broken: a part that reloads learns whether the session is over.
    if (stream.readyState === 2 && !wasLost) changed();
    wasLost = true;
    show(false);
    if (stream.readyState === 2) setTimeout(open, 3000);
  };
  setInterval(() => { if (Date.now() - lastEvent > 25000) { wasLost = true; show(false); open(); } }, 5000);
  document.getElementById('again').addEventListener('click', open);
  addEventListener('beforeunload', () => stream?.close());
  open();
})();
