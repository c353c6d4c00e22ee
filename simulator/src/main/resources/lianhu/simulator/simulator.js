'use strict';
const tiers = {
  internal: ['内部群', '机器人在群里，@ 它才听得见；也能用群机器人发消息。'],
  customer: ['客户群', '机器人进不来；群发要群主点一下。'],
  plain: ['普通微信群', '任何接口都进不来，只有人能说、能粘贴。'],
  one: ['单聊', '和应用单独说话。']
};
const states = {
  delivering: '正在送到网关……', heard: '网关已收，没有回话', answered: '', unheard: '',
  undelivered: '四次都没送到', misanswered: '网关的回话不合规矩，不显示', recalled: '已撤回', streaming: '还在输出……', abandoned: '没有说完'
};
const $ = id => document.getElementById(id);
const el = (tag, cls, text) => {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  return made;
};
let groups = [], people = [], here = null, drawn = '';
const names = new Map([['AIBOT0001', '联户小助手'], ['lianhu', '联户应用'], ['webhook', '群机器人']]);

async function call(path, body) {
  const options = body ? {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)} : {};
  const answer = await fetch('/_sim/' + path, options);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

function entryButton(label, tier, pick) {
  const button = el('button');
  button.append(el('span', '', label), el('span', 'tier ' + tier, tiers[tier][0]));
  button.dataset.key = pick.chat || pick.user;
  button.onclick = () => {
    here = pick;
    history.replaceState(null, '', '#' + encodeURIComponent(button.dataset.key));
    drawn = '';
    for (const other of $('list').querySelectorAll('button')) other.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    open(label, tier);
  };
  return button;
}

async function list() {
  [groups, people] = await Promise.all([call('groups'), call('people')]);
  for (const group of groups) for (const one of group.members) if (one.userid) names.set(one.userid, one.name);
  for (const one of people) names.set(one.userid, one.name);
  const box = $('list');
  box.replaceChildren(el('h2', '', '群'));
  if (!groups.length) box.append(el('p', 'mut pad', '还没有群。用 POST /_sim/groups 建一个，或启动时加 --demo。'));
  for (const group of groups) box.append(entryButton(group.name, group.kind, {chat: group.chat, group}));
  box.append(el('h2', '', '人（和应用单聊）'));
  for (const one of people) {
    box.append(entryButton(one.name + (one.role ? ' · ' + one.role : ''), 'one', {user: one.userid}));
  }
}

/** So that a link or a reload leads to the same phone. */
function openNamed() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const all = [...$('list').querySelectorAll('button')];
  (all.find(one => one.dataset.key === wanted) || all[0])?.click();
}

function open(label, tier) {
  $('title').textContent = label;
  $('tier').className = 'tier ' + tier;
  $('tier').textContent = tiers[tier][0];
  $('hint').textContent = tiers[tier][1];
  $('say').hidden = false;
  $('mentionBox').hidden = tier !== 'internal';
  const members = here.chat ? here.group.members : [{userid: here.user, name: names.get(here.user)}];
  $('from').replaceChildren(...members.map(one => {
    const option = el('option', '', one.name);
    option.value = one.userid || one.name;
    return option;
  }));
  draw();
}

function bubble(entry) {
  const mine = entry.via === 'say' || entry.via === 'paste';
  const box = el('div', 'msg' + (mine ? ' me' : ''));
  box.append(el('div', 'nm', names.get(entry.from) || entry.from));
  const text = entry.kind === 'recall' ? '撤回了一条消息' : entry.text || '[' + entry.kind + ']';
  const bubble = el('div', 'bu');
  // Of markdown only the bold is drawn; the rest of the text stays as it was sent.
  const bold = entry.kind === 'stream' || entry.kind === 'markdown';
  for (const [i, part] of (bold ? text.split('**') : [text]).entries()) bubble.append(el(i % 2 ? 'b' : 'span', '', part));
  if (entry.card && entry.card.button_list) bubble.append(buttons(entry));
  if (entry.kind === 'mass-task') bubble.append(tap());
  box.append(bubble);
  const state = states[entry.status];
  if (state) box.append(el('span', 'st' + (/^(un|mis)/.test(entry.status) ? ' bad' : ''), state));
  return box;
}

function buttons(entry) {
  const row = el('div', 'buttons');
  for (const one of entry.card.button_list) {
    const button = el('button', '', one.text);
    button.disabled = !one.key;
    button.onclick = () => act(() => call('press', {
      chat: here.chat, user: here.user, from: $('from').value, task: entry.card.task_id, key: one.key
    }));
    row.append(button);
  }
  return row;
}

/** One tap sends everything that waits for this owner, as WeCom's 群发助手 does. */
function tap() {
  const row = el('div', 'buttons');
  const button = el('button', '', '发送');
  button.onclick = () => act(async () => {
    const done = await call('confirm', {owner: here.user});
    button.textContent = done.confirmed ? '已发送 ' + done.sent + ' 个群' + (done.tooMany ? '，' + done.tooMany + ' 个今天已满' : '') : '已处理过';
    button.disabled = true;
  });
  row.append(button);
  return row;
}

function attempt(note) {
  const found = /^attempt (\d+) of (\d+), (\d+) ms$/.exec(note);
  return found ? '第 ' + found[1] + ' 次（共 ' + found[2] + ' 次），' + found[3] + ' 毫秒' : note;
}

async function draw() {
  if (!here) return;
  const place = here.chat ? 'chat=' + encodeURIComponent(here.chat) : 'user=' + encodeURIComponent(here.user);
  const page = await call('journal?attempts=true&limit=100000&' + place);
  const now = JSON.stringify(page.entries);
  if (now === drawn) return;
  drawn = now;
  // A changed card is shown where the card is, as on a phone.
  const seen = [];
  for (const entry of page.entries.filter(one => one.via !== 'callback')) {
    const at = entry.kind === 'card-update' ? seen.findIndex(one => one.msgid === entry.msgid && one.card) : -1;
    if (at >= 0) seen[at] = {...entry, status: 'shown'};
    else seen.push(entry);
  }
  $('log').replaceChildren(...(seen.length ? seen.map(bubble) : [el('p', 'empty', '还没有消息')]));
  $('log').scrollTop = $('log').scrollHeight;
  const attempts = page.entries.filter(one => one.via === 'callback').slice(-30).reverse();
  $('attempts').replaceChildren(...attempts.map(one => {
    const line = el('li');
    line.append(el('b', one.status === '200' ? '' : 'bad', one.status), el('span', '', one.at.slice(11, 19) + '　' + attempt(one.note || '')));
    return line;
  }));
}

async function act(does) {
  $('problem').hidden = true;
  try {
    await does();
    await draw();
  } catch (failure) {
    $('problem').textContent = failure.message;
    $('problem').hidden = false;
  }
}

$('say').onsubmit = event => {
  event.preventDefault();
  const words = $('text').value;
  $('text').value = '';
  act(() => here.chat
    ? call('say', {chat: here.chat, from: $('from').value, text: words, mentionsBot: $('mention').checked})
    : call('private', {from: here.user, text: words}));
};

async function tick() {
  try {
    const counts = await call('counts');
    $('counts').textContent = '日志 ' + counts.journal + ' 条 · 回调 ' + (counts.callbacks || 0)
      + ' · 重送 ' + (counts.redeliveries || 0) + ' · 未送到 ' + (counts.undelivered || 0);
    await draw();
  } catch {
    $('counts').textContent = '模拟器没有应答';
  }
  setTimeout(tick, 700);
}

list().then(() => { openNamed(); tick(); }, () => { $('list').replaceChildren(el('p', 'pad bad', '读不到群，模拟器没有应答。')); tick(); });
