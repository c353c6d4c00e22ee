// Runs draft.js on a page of fakes: a window whose session storage survives each page that is loaded in it.
import {readFileSync} from 'node:fs';

const script = readFileSync(process.argv[2], 'utf8');
const storage = new Map();
globalThis.sessionStorage = new Proxy({
  getItem: name => storage.get(name) ?? null,
  setItem: (name, value) => storage.set(name, value),
  removeItem: name => storage.delete(name),
}, {ownKeys: () => [...storage.keys()], getOwnPropertyDescriptor: () => ({enumerable: true, configurable: true})});

/** Loads a page as the server sends it, with an empty box and nothing chosen, and returns what a person can do there. */
function load(login, {referrer = '', refused = false, action = '/desk/tickets/GD1/add', id = '', plain = false, call = '', act = '', idempotency} = {}) {
  const listeners = {};
  const details = {isOpen: false, setAttribute() { this.isOpen = true; }};
  const box = {name: 'words', value: '', closest: () => details, dispatchEvent() {}};
  const place = {name: 'area', value: '621099101', checked: false, defaultChecked: false, dispatchEvent() {}};
  const key = {name: 'key', value: idempotency};
  const form = {
    method: 'post',
    querySelector: () => idempotency ? key : null,
    getAttribute: () => action,
    closest: () => ({}),
    matches: selector => selector === 'form' || !plain && selector === '[hx-post]',
    querySelectorAll: selector => selector.includes('hidden') ? [{name: call ? 'call' : 'id', value: call || id}, {name: 'act', value: act}, {name: 'version', value: '3'}]
      : selector.includes('checkbox') ? [place] : [box],
  };
  box.form = form;
  place.form = form;
  const link = {href: ''};
  const expired = {hidden: true, querySelector: () => link}, stale = {hidden: false};
  globalThis.location = {href: 'http://desk.test/desk/tickets/GD1?f=all', pathname: '/desk/tickets/GD1', search: '?f=all'};
  globalThis.document = {
    body: {dataset: {login}},
    referrer,
    addEventListener: (name, listener) => (listeners[name] ??= []).push(listener),
    getElementById: id => id === 'expired' ? expired : stale,
    querySelector: () => refused ? {} : null,
    querySelectorAll: () => [form],
  };
  new Function(script)();
  const fire = (name, event) => (listeners[name] ?? []).forEach(listener => listener(event));
  const answer = status => ({requestConfig: {elt: form, verb: 'post'}, xhr: {status}});
  return {
    type(words) { box.value = words; fire('input', {target: box}); },
    choose() { place.checked = true; fire('input', {target: place}); },
    send() { fire('submit', {target: form}); },
    answer(status) {
      fire(status < 400 ? 'htmx:beforeSwap' : 'htmx:responseError', {detail: answer(status)});
      if (!expired.hidden) console.log('session over, login at ' + link.href);
    },
    logOut() {
      fire('submit', {target: {method: 'post', closest: () => null, matches: selector => selector.includes('/desk/logout')}});
    },
    show(what) {
      console.log(what + ': ' + (box.value || 'nothing') + (details.isOpen ? ', opened' : '') + (place.checked ? ', place chosen' : '') + (idempotency ? ', key ' + key.value : ''));
    },
  };
}

const before = load('chen.jing');
before.type('井盖又没了，在东头');
before.answer(401);
before.show('still there');

load('ma.xiaoyan').show('another login');

const after = load('chen.jing', {referrer: 'http://desk.test/desk/login?back=%2Fdesk%2Ftickets%2FGD1'});
after.show('after the login');
after.answer(200);
load('chen.jing').show('once taken');

const notice = load('chen.jing', {action: '/desk/notices'});
notice.type('明天停水');
notice.choose();
notice.answer(401);
load('chen.jing', {action: '/desk/notices', referrer: 'http://desk.test/desk/login'}).show('the notice after the login');

const failed = load('chen.jing', {action: '/desk/staff', plain: true});
failed.type('小陈');
failed.send();
load('chen.jing', {refused: true});
load('chen.jing', {action: '/desk/staff'}).show('after an error page');

load('chen.jing', {action: '/desk/roster/post', id: 'KEEPER.1'}).type('小段');
load('chen.jing', {action: '/desk/roster/post', id: 'KEEPER.2'}).show('the next post');
load('chen.jing', {action: '/desk/roster/post', id: 'KEEPER.1'}).show('the same post');

const last = load('chen.jing');
last.type('没写完');
last.logOut();
load('chen.jing').show('after the log-out');

const talk = {action: '/desk/calls/report', plain: true};
load('chen.jing', {...talk, call: '1764.1', idempotency: 'k1'}).type('路灯坏了');
load('chen.jing', {...talk, call: '1764.2', idempotency: 'k2'}).show('the next call');
load('chen.jing', {...talk, call: '1764.1', idempotency: 'k3'}).show('the same call after a reload');

const together = {action: '/desk/tickets/GD1/consultations', plain: true};
load('chen.jing', {...together, act: 'open'}).type('请来看看');
load('chen.jing', {...together, act: 'answer'}).show('another form of the page');
load('chen.jing', {...together, act: 'open'}).show('the same form');
