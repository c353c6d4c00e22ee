// Runs voice.js on a page of fakes: a member of staff says why, the player comes, and later the half hour is over.
import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';

const listeners = {};
const page = new Map();
const raise = (type, event) => Promise.all((listeners[type] ?? []).map(listener => listener(event)));
const holder = player => ({ querySelector: () => player });
let status = 200;

runInContext(await readFile(process.argv[2], 'utf8'), createContext({
  document: {
    addEventListener: (type, listener) => { (listeners[type] ??= []).push(listener); },
    getElementById: id => page.get(id) ?? null,
  },
  fetch: async () => ({ status, ok: status === 200 }),
}));

const audio = { src: '/desk/tickets/GD1/photo/a.wav', matches: () => true, async play() { console.log('plays'); } };
const button = { click() { console.log('is decoded'); } };

await raise('htmx:afterSettle', {});
console.log('nothing plays by itself');
await raise('submit', { target: { dataset: { hear: 'va.wav' } } });
await raise('htmx:afterSettle', {});
console.log('still without a player');
page.set('va.wav', holder(audio));
await raise('htmx:afterSettle', {});
await raise('htmx:afterSettle', {});
await raise('submit', { target: { dataset: { hear: 'vb.amr' } } });
page.set('vb.amr', holder(button));
await raise('htmx:afterSettle', {});

audio.replaceWith = words => console.log('instead of the player:', words);
await raise('error', { target: audio });
status = 403;
await raise('error', { target: audio });

const said = { textContent: '' };
const listen = { dataset: { listen: '/desk/tickets/GD1/photo/b.amr' }, parentElement: { querySelector: () => said } };
await raise('click', { target: { closest: () => listen } });
await new Promise(done => setTimeout(done));
console.log('beside the button:', said.textContent);
