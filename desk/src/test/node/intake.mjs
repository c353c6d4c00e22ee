// Runs intake.js on a page of fakes: two suggested places and two guessed categories.
import {readFileSync} from 'node:fs';

const listeners = {};
const listen = of => (name, listener) => (listeners[of + ' ' + name] ??= []).push(listener);
const fire = (of, name, event = {}) => {
  let isPrevented = false;
  (listeners[of + ' ' + name] ?? []).forEach(listener => listener({preventDefault() { isPrevented = true; }, ...event}));
  return isPrevented;
};
globalThis.Event = class { constructor(type) { this.type = type; } };

const places = ['云溪县 › 云溪镇 › 上河村', '云溪县 › 云溪镇 › 上河村 › 一组'].map(path => ({
  dataset: {path}, isChecked: false, dispatchEvent() {},
  get checked() { return this.isChecked; },
  set checked(value) { places.forEach(other => { other.isChecked = false; }); this.isChecked = value; },
}));
const guesses = ['lamp', 'permit'].map(category => ({dataset: {category}}));
const place = {value: '上河', addEventListener: listen('place'), dispatchEvent() {}};
const words = {value: '路灯坏了', focus() { console.log('Enter: the words have the focus'); }};
const category = {value: '', dispatchEvent() {}};
const form = {
  addEventListener: listen('form'),
  querySelectorAll: selector => selector.includes('area') ? places : guesses,
  requestSubmit() { console.log('Ctrl Enter: ' + (fire('form', 'submit') ? 'held back' : 'sent')); },
};
globalThis.document = {
  addEventListener: listen('document'),
  getElementById: id => ({intake: form, place, words, category})[id],
};
globalThis.addEventListener = listen('window');
const reread = [];
globalThis.htmx = {trigger: (target, name) => { if (name === 'reread') reread.push(target); }};
new Function(readFileSync(process.argv[2], 'utf8'))();

fire('document', 'DOMContentLoaded');
console.log('kept words are read again: ' + reread.join(' '));
const last = name => name.split(' › ').at(-1);
const chosen = () => last(places.find(one => one.checked).dataset.path);
for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
  fire('place', 'keydown', {key});
  console.log((key === 'ArrowUp' ? 'up: ' : 'down: ') + chosen());
}
fire('place', 'keydown', {key: 'Enter'});
fire('form', 'focusin', {target: {...words, closest: () => null}});
console.log('the box has the whole path: ' + place.value);
places.forEach(one => { one.isChecked = false; });
words.focus = () => console.log('Enter without a choice: ' + chosen());
fire('place', 'keydown', {key: 'Enter'});
fire('document', 'keydown', {key: '2', altKey: true});
console.log('Alt 2: ' + category.value);
fire('form', 'click', {target: {closest: () => guesses[0]}});
console.log('a click: ' + category.value);
fire('document', 'keydown', {key: 'Enter', ctrlKey: true});
console.log('once more: ' + (fire('form', 'submit') ? 'held back' : 'sent'));
fire('window', 'pageshow');
console.log('after going back: ' + (fire('form', 'submit') ? 'held back' : 'sent'));
