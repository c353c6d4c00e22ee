// Runs phone.js on a page of fakes: a report is typed, the signal is lost, the page is opened again, the signal comes back.
import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';

const script = await readFile(process.argv[2], 'utf8');
const stored = new Map();
const answers = [];
const settle = () => new Promise(done => setTimeout(done, 5));

const element = more => {
  const listeners = {};
  return {
    hidden: true, value: '', textContent: '', dataset: {},
    classList: { toggle() {} },
    setAttribute() {},
    addEventListener(type, listener) { (listeners[type] ??= []).push(listener); },
    fire(type) { (listeners[type] ?? []).forEach(listener => listener({ preventDefault() {} })); },
    querySelectorAll: () => [], querySelector: () => null,
    ...more,
  };
};

function open(key, sent = [], big = element()) {
  const words = element({ name: 'words' }), hidden = element({ name: 'key', value: key });
  const button = element({ textContent: '送出' });
  const notes = { offline: element(), busy: element(), slow: element(), empty: element() };
  const form = element({
    id: 'say', action: '/report/U', dataset: { draft: 'report:U' },
    querySelectorAll: selector => selector === '[data-keep]' ? [words, hidden] : [],
    querySelector: selector => selector === '[data-words]' ? words : null,
    submit() { console.log('left the page'); },
  });
  const letters = new Set();
  const document = element({
    body: { classList: { toggle: (name, isOn) => isOn ? letters.add(name) : letters.delete(name) } },
    querySelectorAll: selector => {
      const note = /^\[data-when="(\w+)"\]$/.exec(selector);
      return note ? [notes[note[1]]] : selector === 'form[data-draft]' && !sent.length ? [form] : selector === '[data-sent]' ? sent : selector === '[data-big]' ? [big] : [];
    },
    querySelector: selector => selector.startsWith('[data-send]') ? button : selector === '[data-when=slow]' ? notes.slow : null,
  });
  const page = element();
  runInContext(script, createContext({
    document,
    localStorage: {
      getItem: name => stored.get(name) ?? null,
      setItem: (name, value) => stored.set(name, value),
      removeItem: name => stored.delete(name),
    },
    location: { assign: url => console.log('receipt at', url) },
    navigator: {},
    addEventListener: page.addEventListener,
    setTimeout: () => 1, clearTimeout() {},
    FormData: function () { this.words = words.value; this.key = hidden.value; },
    fetch: async (url, { body }) => {
      console.log('sent', body.words, body.key);
      const answer = answers.shift();
      if (!answer) { throw new Error('no signal'); }
      return answer;
    },
  }));
  const told = () => console.log('shows', Object.keys(notes).filter(name => !notes[name].hidden).join() || 'nothing', '·', words.value);
  const size = () => console.log('letters', letters.has('big') ? 'big' : 'normal', big.hidden ? 'without a button' : 'with a button');
  return { form, words, page, told, size };
}

const first = open('key-1');
first.words.value = '路灯坏了';
first.form.fire('input');
first.form.fire('submit');
await settle();
first.told();

const again = open('key-2');
again.told();
answers.push({ status: 503 });
again.form.fire('submit');
await settle();
again.told();
answers.push({ redirected: true, url: '/report/U?done=48271938' });
again.page.fire('online');
await settle();

open('key-3', [element({ dataset: { sent: 'report:U' } })]);
open('key-4').told();

const switchOfSize = element();
const small = open('key-5', [], switchOfSize);
small.size();
switchOfSize.fire('click');
small.size();
open('key-6').size();
