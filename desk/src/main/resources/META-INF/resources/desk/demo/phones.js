// The phones: panes with a chat, the cards of one person, or a page of the gateway. Words of people are text, never markup.
import * as sim from './sim.js';

const set = document.body.dataset;
const TIERS = {plain: ['pl', '普通群 机器人进不去'], internal: ['nb', '内部群 机器人在群里'], customer: ['cu', '客户群 群主点一下才发']};
/** The id of the resident in customer service, the only one that the corp knows. */
export const RESIDENT = 'wmYUNXI0001';
const PHONES = {
  res: [{key: 'web', tab: '扫码页', frame: `/report/${set.unit}`}, ...(set.chat ? [{key: 'care', tab: '客服', user: RESIDENT, me: RESIDENT}] : []),
    {key: 'plain', tab: '一组群', chat: set.plain}, {key: 'dial', tab: '电话', isCall: true}],
  head: [{key: 'internal', tab: '联户长群', chat: set.internal, me: set.head}, {key: 'plain2', tab: '一组群', chat: set.plain, me: set.head},
    {key: 'keeper', tab: set.keeperName, user: set.keeper, me: set.keeper}, ...(set.link ? [{key: 'mine', tab: '我的页', frame: set.link}] : [])],
  ch: [...(set.contact ? [{key: 'errand', tab: '帮人报', frame: set.contact}] : []), {key: 'away', tab: '商会群', chat: set.away}]};
export const panes = {};
export const heard = [];
let names = {}, groupsByChat = {};
/** Whether the gateway sent the entry, through any channel. */
export const isOurs = entry => ['reply', 'webhook', 'app', 'kf'].includes(entry.via);

export const el = (tag, look, words) => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  if (words !== undefined) made.textContent = words;
  return made;
};
const nameOf = id => names[id] ?? id;

export const show = key => {
  const pane = panes[key];
  if (!pane) return;
  Object.values(panes).filter(p => p.phone === pane.phone).forEach(p => {
    p.box.hidden = p !== pane;
    p.button.setAttribute('aria-selected', p === pane);
  });
  pane.button.querySelector('.dot')?.remove();
  front(pane.phone);
};
export const front = id => document.querySelectorAll('.col1').forEach(col => {
  col.classList.toggle('live', col.id === id);
  col.classList.toggle('show', col.id === id);
  document.querySelector(`[data-show=${col.id}]`).setAttribute('aria-selected', col.id === id);
});

const line = (pane, entry) => {
  const isHelper = isOurs(entry);
  if (entry.card && entry.kind === 'card-update') {
    const old = pane.log.querySelector(`[data-task="${CSS.escape(entry.card.task_id ?? '')}"]`);
    if (old) { old.replaceWith(card(pane, entry)); return; }
  }
  if (entry.card) { pane.log.append(card(pane, entry)); return; }
  const isMe = !isHelper && (pane.me ? entry.from === pane.me : false);
  const box = el('div', 'msg fresh' + (isMe ? ' me' : ''));
  box.append(el('span', 'av' + (isHelper ? ' bot' : ''), isHelper ? '助' : nameOf(entry.from).slice(0, 1)));
  const body = el('div');
  if (!isMe) body.append(el('div', 'nm', isHelper ? '登记助手' : nameOf(entry.from)));
  body.append(el('div', 'bu', entry.text || '［图片］'));
  if (entry.via === 'paste') body.append(el('span', 'fw', '由联户长转发'));
  if (isHelper && pane.key === 'internal' && set.plain) {
    const copy = el('button', 'pasteb', '复制到' + (groupsByChat[set.plain]?.name ?? '群'));
    copy.type = 'button';
    copy.onclick = () => sim.paste(set.plain, set.headName, entry.text).then(() => show('plain2'), complain);
    body.append(copy);
  }
  box.append(body);
  pane.log.append(box);
};

const card = (pane, entry) => {
  const box = el('div', 'mcard fresh'), task = entry.card.task_id ?? '';
  box.dataset.task = task;
  const [title, ...rest] = entry.text.split('\n');
  // Of this gateway, under whatever address it is looked at.
  const page = entry.card.card_action?.url, head = el('h4'), name = el(page ? 'a' : 'span', '', title);
  if (page) Object.assign(name, {href: new URL(page).pathname, target: '_blank', rel: 'noopener'});
  head.append(name);
  box.append(head, el('p', 'num', rest.join('\n')));
  const row = el('div', 'bt');
  (entry.card.button_list ?? []).forEach(one => {
    const button = el('button', '', one.text);
    button.type = 'button';
    button.disabled = !one.key;
    button.onclick = () => sim.press(pane.user, task, one.key).catch(complain);
    row.append(button);
  });
  if (row.children.length) box.append(row);
  return box;
};

const complain = trouble => { document.getElementById('c').textContent = '没有办成：' + trouble.message; };

const showEntry = entry => {
  heard.push(entry);
  Object.values(panes).filter(p => p.log && (p.chat ? p.chat === entry.chat : p.user && p.user === entry.user)).forEach(pane => {
    line(pane, entry);
    while (pane.log.children.length > 60) pane.log.firstChild.remove();
    pane.log.scrollTop = pane.log.scrollHeight;
    if (pane.box.hidden && !pane.button.querySelector('.dot')) pane.button.append(el('i', 'dot'));
  });
};

const sayBox = pane => {
  const form = el('form', 'say'), words = el('input'), send = el('button', '', '发送');
  const isRobot = pane.key === 'internal';
  words.placeholder = isRobot ? '@登记助手 说一句' : pane.key === 'care' ? '像聊天一样说，如：路灯不亮' : pane.user ? '给登记助手说，如：办结 受理号 换了灯头' : '在群里说一句';
  words.setAttribute('aria-label', words.placeholder);
  form.append(words, send);
  form.onsubmit = e => {
    e.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    words.value = '';
    const who = pane.me ?? neighbour(pane.chat);
    (pane.key === 'care' ? sim.write(RESIDENT, text) : pane.user ? sim.sendPrivate(pane.user, text) : sim.say(pane.chat, pane.chat === set.plain && pane.me ? set.headName : who, text, isRobot)).catch(complain);
  };
  return form;
};

/** What is heard in the call of the demonstration. */
export const speak = (isCaller, words) => {
  const box = el('div', 'msg fresh' + (isCaller ? ' me' : '')), body = el('div');
  if (!isCaller) body.append(el('div', 'nm', '县服务热线'));
  body.append(el('div', 'bu', words));
  box.append(el('span', 'av' + (isCaller ? '' : ' bot'), isCaller ? '张' : '线'), body);
  panes.dial.log.append(box);
  panes.dial.log.scrollTop = panes.dial.log.scrollHeight;
};
/** A new call begins. */
export const hang = () => panes.dial.log.replaceChildren();

/** A resident of the group who is not the unit head. */
export const neighbour = (chat, nth = 0) => {
  const members = groupsByChat[chat]?.members ?? [];
  const others = members.filter(one => !one.userid && one.name !== set.headName);
  const found = others[nth] ?? others[0] ?? members[0];
  return found?.userid ?? found?.name ?? '';
};

const build = () => {
  for (const [phone, list] of Object.entries(PHONES)) {
    const body = document.querySelector(`#${phone} .ph`), tabs = el('div', 'chats');
    tabs.setAttribute('role', 'tablist');
    body.append(tabs);
    list.forEach((one, i) => {
      const pane = {...one, phone, box: el('div', 'pane'), button: el('button', '', one.tab)};
      pane.button.type = 'button';
      pane.button.setAttribute('role', 'tab');
      pane.button.onclick = () => show(one.key);
      tabs.append(pane.button);
      const group = groupsByChat[one.chat];
      if (one.frame) {
        pane.frame = el('iframe');
        pane.frame.title = one.tab;
        pane.frame.src = one.frame;
        pane.box.append(pane.frame);
      } else if (one.chat || one.user) {
        const head = el('header'), [look, tier] = TIERS[group?.kind] ?? ['one', one.key === 'care' ? '微信客服 只有她自己看得见' : one.user ? '企业微信 工作卡片' : '还没有这个群'];
        head.append(el('b', '', group?.name ?? nameOf(one.user) ?? ''), el('span', 'tier ' + look, tier));
        pane.log = el('div', 'log');
        pane.log.tabIndex = 0;
        pane.log.setAttribute('role', 'log');
        pane.log.setAttribute('aria-label', '聊天');
        pane.box.append(head, pane.log);
        if (one.key !== 'away') pane.box.append(sayBox(pane));
      } else if (one.isCall) {
        const head = el('header');
        head.append(el('b', '', '张大爷打 12345'), el('span', 'tier one', '普通电话 按键和说话'));
        pane.log = el('div', 'log');
        pane.log.tabIndex = 0;
        pane.log.setAttribute('role', 'log');
        pane.log.setAttribute('aria-label', '通话');
        pane.box.append(head, pane.log);
      } else {
        pane.box.append(el('p', 'soon', '这个县里没有域外网格。'));
      }
      pane.box.hidden = i > 0;
      pane.button.setAttribute('aria-selected', i === 0);
      panes[one.key] = pane;
      body.append(pane.box);
    });
  }
};

export const start = async () => {
  const tag = el('p', 'soon', '模拟的企业微信没有开，手机里看不到消息。');
  try {
    (await sim.groups()).forEach(group => { groupsByChat[group.chat] = group; group.members.forEach(one => { if (one.userid) names[one.userid] = one.name; }); });
    (await sim.people()).forEach(one => { if (one.userid) names[one.userid] = one.name; });
  } catch { /* the sentence below says so */ }
  if (!set.unit) return;
  names[RESIDENT] = '李婶';
  build();
  sim.listen(showEntry, isSilent => {
    if (isSilent && !tag.isConnected) panes.internal.log.prepend(tag);
    if (!isSilent) tag.remove();
  });
};
