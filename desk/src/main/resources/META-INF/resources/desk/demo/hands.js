// The hands of the people: they open a page in a phone, type, take a photo, press a card.
import * as sim from './sim.js';
import {panes} from './phones.js';

const set = document.body.dataset;
const sleep = ms => new Promise(done => setTimeout(done, ms));

/** A page in a phone; its frame once it has loaded. */
export const page = async (pane, path) => {
  const frame = panes[pane].frame;
  await new Promise(done => { frame.addEventListener('load', done, {once: true}); frame.src = path; });
  return frame;
};
/** Types over what a draft may have left in the box. */
export const type = async (on, box, words) => {
  box.value = '';
  for (const letter of words) {
    await on.step();
    box.value += letter;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    await sleep(70);
  }
};
export const button = (box, word) => [...box.querySelectorAll('button')].find(one => one.textContent === word && !one.disabled);
const lampPhoto = () => new Promise(done => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 640, height: 480}), c = canvas.getContext('2d');
  c.fillStyle = '#141c2b'; c.fillRect(0, 0, 640, 480);
  c.fillStyle = '#232b3a'; c.fillRect(0, 360, 640, 120);
  c.strokeStyle = '#7c8794'; c.lineWidth = 10;
  c.beginPath(); c.moveTo(420, 400); c.lineTo(420, 120); c.lineTo(330, 120); c.stroke();
  canvas.toBlob(blob => done(new File([blob], 'lamp.png', {type: 'image/png'})), 'image/png');
});
export const photograph = async form => {
  const file = form.querySelector('input[type=file]'), shots = new DataTransfer();
  if (!file) return;
  shots.items.add(await lampPhoto());
  file.files = shots.files;
  file.dispatchEvent(new Event('change', {bubbles: true}));
};
export const send = frame =>
  frame.contentDocument.querySelector('#say').requestSubmit(frame.contentDocument.querySelector('button[data-send]') ?? undefined);

/** The unit head pastes the prepared text of the page into the group and confirms it. */
export const forward = async (on, relay) => {
  relay.scrollIntoView({block: 'center'});
  await on.wait(900);
  await sim.paste(set.plain, set.headName, relay.querySelector('blockquote').textContent);
  relay.querySelector('form[action$="/pasted"]')?.requestSubmit();
  await on.wait(600);
};
