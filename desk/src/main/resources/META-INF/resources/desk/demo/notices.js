// Writes a notice by the staff's page; its status replaces the queue.
const dk = document.getElementById('dk');
const post = async (path, fields) => {
  const answer = await fetch(path, {method: 'POST', body: new URLSearchParams(fields)});
  if (!answer.ok) throw new Error('通知没有办成（' + answer.status + '）');
  return answer.url;
};

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
      await post(`/desk/notices/${id}/do`, {deed: 'APPROVE'});
    } finally {
      await post(`/desk/notices/${id}/play`, {});
    }
  },
  cancel: id => post(`/desk/notices/${id}/do`, {deed: 'CANCEL'}),
};

const figure = selector => Number.parseInt(dk.querySelector(selector)?.textContent ?? '0', 10) || 0;
export const board = {
  id: '',
  async look() {
    const answer = await fetch(`/desk/notices/${board.id}/board`);
    if (!answer.ok) throw new Error('看不到通知的板');
    dk.replaceChildren(document.createRange().createContextualFragment(`<div class="nbd">${await answer.text()}</div>`));
  },
  shown: () => figure('.big5 .g'),
  answered: () => figure('.ringhd b'),
  leave() {
    board.id = '';
    htmx.trigger(document.body, 'changed');
  },
};
// The queue does not reload while the status is shown.
dk.addEventListener('htmx:beforeSwap', event => { if (board.id) event.detail.shouldSwap = false; });
