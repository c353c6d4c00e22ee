// A resident who opened the link of customer service. Words of people are text, never markup.
const person = sessionStorage.person ??= 'wm' + crypto.getRandomValues(new Uint32Array(2)).join('');
const scene = new URLSearchParams(location.search).get('scene_param') ?? '';
const log = document.getElementById('log'), words = document.getElementById('words');

const call = async (path, body) => {
  const answer = await fetch('/_sim/' + path, body && {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({to: 'kf', from: person, ...body})});
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? answer.status);
  return json;
};

document.getElementById('say').onsubmit = async event => {
  event.preventDefault();
  const text = words.value.trim();
  words.value = '';
  if (text) await call('private', {text});
};

const listen = async () => {
  let since = 0;
  for (;;) {
    const page = await call(`journal?user=${person}&since=${since}`);
    since = page.next;
    page.entries.forEach(entry => {
      const line = document.createElement('li');
      line.className = entry.via === 'kf' ? 'kf' : 'me';
      line.textContent = entry.text || '［图片或语音］';
      log.append(line);
      line.scrollIntoView();
    });
    await new Promise(done => setTimeout(done, 700));
  }
};

call('private', {event: 'enter', scene_param: scene}).then(listen);
