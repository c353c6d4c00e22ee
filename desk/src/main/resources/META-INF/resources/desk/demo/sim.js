// The local WeCom: actions of its users, and the journal of its messages.
const base = document.body.dataset.simulator + '/_sim/';

const call = async (path, body) => {
  const answer = await fetch(base + path, body && {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)});
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? '模拟的企业微信没有答应');
  return json;
};

export const say = (chat, from, text, mentionsBot) => call('say', {chat, from, text, mentionsBot, wait: mentionsBot});
export const paste = (chat, from, text) => call('paste', {chat, from, text});
export const sendPrivate = (from, text) => call('private', {from, text, wait: true});
/** A resident writes to customer service; with the scene of a link, where one is given. */
export const write = (from, text) => call('private', {to: 'kf', from, text, wait: true});
export const comeBy = (from, link) => call('private', {to: 'kf', from, event: 'enter', scene_param: new URL(link).searchParams.get('scene_param') ?? '', wait: true});
export const press = (user, task, key) => call('press', {user, from: user, task, key, wait: true});
export const groups = () => call('groups');
export const people = () => call('people');
/** Of all phones, the oldest first. */
export const sms = async () => (await call('sms')).messages;

/** Passes every entry of the journal, oldest first, then each new one. */
export const listen = async (onEntry, onSilence) => {
  let since = 0;
  for (;;) {
    try {
      const page = await call(`journal?since=${since}`);
      page.entries.forEach(onEntry);
      since = page.next;
      onSilence(false);
      if (page.entries.length >= 1000) continue;
    } catch {
      onSilence(true);
    }
    await new Promise(done => setTimeout(done, 1000));
  }
};
