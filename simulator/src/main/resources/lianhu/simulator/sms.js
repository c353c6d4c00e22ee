// The SMS of all simulated phones. Texts are text, never markup.
const log = document.getElementById('log'), words = document.getElementById('words'), phone = document.getElementById('phone');
const problem = document.getElementById('problem');
let shown = '';

const show = messages => {
  document.getElementById('none').hidden = messages.length > 0;
  document.getElementById('say').hidden = messages.length === 0;
  log.replaceChildren(...messages.map(message => {
    const line = document.createElement('li');
    line.className = message.direction === 'in' ? 'kf' : 'me';
    const who = document.createElement('small');
    who.textContent = `${message.direction === 'in' ? '收到' : '回了'} · ${message.phone}`;
    const text = document.createElement('div');
    text.textContent = message.text;
    line.append(who, text);
    return line;
  }));
  log.lastElementChild?.scrollIntoView();
  const chosen = phone.value;
  phone.replaceChildren(...[...new Set(messages.map(message => message.phone))].reverse().map(number => new Option(number, number)));
  if (chosen) phone.value = chosen;
};

document.getElementById('say').onsubmit = async event => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  words.value = '';
  const answer = await fetch('/_sim/sms-reply', {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({from: phone.value, text})});
  const json = await answer.json();
  problem.hidden = answer.ok && json.status < 300;
  problem.textContent = problem.hidden ? '' : '网关没有收下：' + (json.error ?? json.status);
};

const listen = async () => {
  for (;;) {
    const page = await (await fetch('/_sim/sms')).json();
    const now = JSON.stringify(page.messages);
    if (now !== shown) {
      shown = now;
      show(page.messages);
    }
    await new Promise(done => setTimeout(done, 1000));
  }
};
listen();
