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
    setAttribute() {}, getAttribute: name => more.attributes[name],
    addEventListener(type, listener) { (listeners[type] ??= []).push(listener); },
    append() {}, remove() {},
    fire(type, more) { (listeners[type] ?? []).forEach(listener => listener({ preventDefault() {}, ...more })); },
    querySelectorAll: () => [], querySelector: () => null,
    ...more,
  };
};

function open(key, sent = [], forms = [], big = element()) {
  const words = element({ name: 'words' }), hidden = element({ name: 'key', value: key });
  const button = element({ textContent: '送出' });
  const notes = { offline: element(), busy: element(), slow: element(), empty: element() };
  const form = element({
    // As in a form with fields of these names.
    id: element(), action: element(), attributes: { id: 'say', action: '/report/U' }, dataset: { draft: 'report:U' },
    querySelectorAll: selector => selector === '[data-keep]' ? [words, hidden] : [],
    querySelector: selector => selector === '[data-words]' ? words : null,
    submit() { console.log('left the page'); },
  });
  const letters = new Set();
  const document = element({
    body: Object.assign(element(), { classList: { toggle: (name, isOn) => isOn ? letters.add(name) : letters.delete(name) } }),
    createElement: () => Object.defineProperty(element(), 'textContent', { set: text => console.log('says', text) }),
    open() { console.log('opened the answer'); }, write(page) { console.log('wrote', page); }, close() {},
    querySelectorAll: selector => {
      const note = /^\[data-when="(\w+)"\]$/.exec(selector);
      return note ? [notes[note[1]]] : selector === 'form[method=post]:not([data-draft])' ? forms
        : selector === 'form[data-draft]' && !sent.length ? [form] : selector === '[data-sent]' ? sent : selector === '[data-big]' ? [big] : [];
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
    FormData: function () {
      this.words = words.value; this.key = hidden.value;
      this.append = (name, value) => { this[name] = value; };
    },
    fetch: async (url, { body }) => {
      console.log('sent', body.words, body.key, ...(body.whose ? [body.whose, url] : []));
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

// What the server refuses is shown in place: a second submission would carry the photos twice and leave a form behind the Back button.
const refused = open('key-3');
refused.words.value = '路灯坏了';
answers.push({ status: 422, text: async () => '<html>这不像一个电话号码' });
refused.form.fire('submit');
await settle();

// Any other form: without a signal the page stays; the answer, a question here, is shown in place.
const tell = element({ action: element(), attributes: { action: '/unit/T/tell' }, enctype: 'multipart/form-data' });
const unit = open('key-5', [], [tell]);
unit.words.value = '水沟堵了';
const named = { submitter: { name: 'whose', value: 'named' } };
tell.fire('submit', named);
tell.fire('submit', named);
await settle();
answers.push({ status: 200, text: async () => '<html>您自己的，还是帮哪家说的？' });
tell.fire('submit', named);
await settle();
answers.push({ redirected: true, url: '/unit/T?got=48271938' });
tell.fire('submit', named);
await settle();

open('key-3', [element({ dataset: { sent: 'report:U' } })]);
open('key-4').told();

const switchOfSize = element();
const small = open('key-5', [], [], switchOfSize);
small.size();
switchOfSize.fire('click');
small.size();
open('key-6').size();
