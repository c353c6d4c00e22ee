// What stands where the queue was: the status of a notice, two tickets side by side.
const dk = document.getElementById('dk');
let isTaken = false;
/** Shows a part of a page, as text of the server, in place of the queue. */
export const put = html => {
  isTaken = true;
  dk.replaceChildren(document.createRange().createContextualFragment(`<div class="nbd">${html}</div>`));
};
/** The queue again. */
export const giveBack = () => {
  isTaken = false;
  htmx.trigger(document.body, 'changed');
};
// The queue does not reload while something else stands there.
dk.addEventListener('htmx:beforeSwap', event => { if (isTaken) event.detail.shouldSwap = false; });

export const part = async path => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error('受理台没有答应（' + answer.status + '）');
  return answer.text();
};
const post = async (path, fields) => {
  const answer = await fetch(path, {method: 'POST', body: new URLSearchParams(fields)});
  if (!answer.ok) throw new Error('没有办成（' + answer.status + '）');
  return answer.url;
};
/** Says why a recording is to be heard. */
export const hear = path => post(path, {reason: 'UNDERSTAND'});

export const notices = {
  async write(area, words) {
    const url = await post('/desk/notices', {area, kind: 'EMERGENCY', words, key: crypto.randomUUID()});
    const id = /\/desk\/notices\/(\d+)$/.exec(url)?.[1];
    if (!id) throw new Error('通知没有写成');
    return id;
  },
  /** The visitor becomes the second person, approves, and becomes the first person again. */
  async approve(id) {
    await post(`/desk/notices/${id}/play`, {});
    try {
      await post(`/desk/notices/${id}/do`, {action: 'APPROVE'});
    } finally {
      await post(`/desk/notices/${id}/play`, {});
    }
  },
  cancel: id => post(`/desk/notices/${id}/do`, {action: 'CANCEL'}),
};

const figure = selector => Number.parseInt(dk.querySelector(selector)?.textContent ?? '0', 10) || 0;
export const board = {
  id: '',
  async look() { put(await part(`/desk/notices/${board.id}/board`)); },
  showCalls: () => dk.querySelector('.ringhd')?.scrollIntoView({block: 'start', behavior: 'smooth'}),
  shown: () => figure('.big5 .g'),
  answered: () => figure('.ringhd b'),
};
