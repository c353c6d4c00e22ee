// What a scene takes over from an earlier one. Played alone, it files the same by the same forms, without the phones.
import * as sim from './sim.js';

const set = document.body.dataset;
const ready = {};
export const number = text => /\d{4} \d{4,8}/.exec(text ?? '')?.[0];

const parse = async answer => {
  if (answer.status === 429) throw new Error('送得太快了，过一分钟再来');
  // 422 is a page that asks back.
  if (!answer.ok && answer.status !== 422) throw new Error('页面没有答应（' + answer.status + '）');
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
};
const open = async path => parse(await fetch(path));
const post = async (path, fields) => {
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  return parse(await fetch(path, {method: 'POST', body}));
};
const field = (page, name) => page.querySelector(`input[name="${name}"]`)?.value ?? '';

/** A report of the unit's page; the same words a moment later are another matter. */
const report = async words => {
  const path = `/report/${set.unit}`, key = field(await open(path), 'key');
  let got = await post(path, {words, key});
  const again = field(got, 'again');
  if (again) got = await post(path, {words, key: field(got, 'key'), again});
  return number(got.querySelector('.receipt-head .no')?.textContent);
};
const relay = async (who, words) => {
  const asked = await post(`${set.link}/tell`, {words: `${who}：${words}`, key: field(await open(set.link), 'key')});
  const got = await post(`${set.link}/tell`,
    {words: field(asked, 'words'), name: field(asked, 'name'), key: field(asked, 'key'), whose: 'named'});
  await parse(await fetch(`${set.link}/pasted`, {method: 'POST', body: new URLSearchParams({id: field(got, 'id')})}));
  return number(got.querySelector('.ban .no')?.textContent);
};
export const resolve = async (no, words) => {
  await sim.sendPrivate(set.keeper, `签收 ${no}`);
  await sim.sendPrivate(set.keeper, `办结 ${no} ${words}`);
};

const make = {
  lamp: () => report('村口路灯坏了三天了'),
  pipe: who => relay(who, '桥头水管漏了，淌了一路'),
  fixed: async () => {
    const no = await take('lamp');
    await resolve(no, '换了灯头');
    return no;
  },
};
/** For the scene that follows. */
export const leave = (name, no) => { ready[name] = no; };
/** Taken once: a scene that is left in the middle leaves nothing half done to the next. */
export const take = async (name, ...rest) => {
  const no = ready[name] ?? await make[name](...rest);
  delete ready[name];
  return no;
};
/** Its ticket on the desk, with the version that a form must name. */
export const ticketOf = async no => {
  // A number that is found leads straight to its ticket.
  const answer = await fetch(`/desk?q=${encodeURIComponent(no)}`), found = /\/desk\/tickets\/(\w+)$/.exec(answer.url)?.[1];
  if (!found) throw new Error('受理台上没有 ' + no);
  return {no: found, version: field(await parse(answer), 'version')};
};
export const merge = (ticket, into) => post(`/desk/tickets/${ticket.no}/merge`, {version: ticket.version, into});
/** The three numbers of the desk; nothing while the database is away. */
export const totals = async () => {
  const answer = await fetch('/stage');
  return answer.ok ? (await parse(answer)).querySelector('.rows').dataset : undefined;
};
/** Somebody calls the hotline: the number of the caller, or why nobody can. */
export const ring = async () => {
  const answer = await fetch('/desk/demo/call', {method: 'POST'}), words = await answer.text();
  return answer.ok ? {phone: words} : {why: words || '电话没有打成（' + answer.status + '）'};
};
/** Ends the database's process as a power failure would. */
export const cutPower = async () => {
  const answer = await fetch('/desk/demo/power-cut', {method: 'POST'});
  if (!answer.ok) throw new Error(await answer.text() || '断不了（' + answer.status + '）');
};
