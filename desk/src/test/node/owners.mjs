// Runs desk.js on a page of fakes: somebody types into the box that narrows the list of owners.
import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';

const listeners = {};
const listen = (type, listener) => { (listeners[type] ??= []).push(listener); };
const owners = ['县住建局', '云溪县水厂'].map(textContent => ({ textContent, hidden: false }));
const none = { hidden: true };
const form = { querySelectorAll: () => owners, querySelector: selector => selector === '.no-owner' ? none : null };
const box = { value: '', matches: selector => selector === '.pick', closest: () => form };

runInContext(await readFile(process.argv[2], 'utf8'), createContext({
  document: { querySelectorAll: () => [], querySelector: () => null, getElementById: () => null, addEventListener: listen },
  addEventListener: listen,
  sessionStorage: { getItem: () => null, setItem() {} },
  innerWidth: 1440,
}));
for (const words of ['水厂', '没有这家', '']) {
  box.value = words;
  listeners.input.forEach(listener => listener({ target: box }));
  const shown = owners.filter(one => !one.hidden).map(one => one.textContent).join();
  console.log(`“${words}”`, shown + (none.hidden ? '' : '没有对得上的'));
}
