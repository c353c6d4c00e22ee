// The first page: the buttons of the player, the scene bar, the numbers, and the phones.
import {front, start} from './phones.js';
import {player} from './player.js';
import {SCENES} from './scenes.js';

const $ = id => document.getElementById(id);
const caption = words => { $('c').textContent = words; };
const title = words => { $('h').textContent = words; };

const bar = SCENES.map((scene, at) => {
  const one = document.createElement('button');
  one.type = 'button';
  one.textContent = scene.name;
  one.onclick = () => show.go(at);
  return one;
});

const mark = at => bar.forEach((one, i) => {
  one.classList.toggle('past', i < at);
  if (i === at) one.setAttribute('aria-current', 'step'); else one.removeAttribute('aria-current');
});
const show = player(SCENES, {
  scene: at => { mark(at); title(SCENES[at].name); $('scenes').scrollLeft = bar[at].offsetLeft - bar[0].offsetLeft; },
  caption,
  trouble: trouble => caption(`这一步没走通：${trouble.message}。可以再来一次，或去别的幕。`),
  ended: () => {
    mark(SCENES.length);
    title('走完了一遍');
    caption('都是真的：除了封存的，刚才的每一件受理台上都在。');
  },
  changed: () => {
    const isGoing = show.isPlaying && !show.isPaused;
    $('play').querySelector('use').setAttribute('href', `/desk/icons.svg#${isGoing ? 'pause' : 'play'}`);
    $('play').querySelector('span').textContent = isGoing ? '暂停' : show.isPaused ? '继续'
      : show.hasFailed ? '再来一次' : show.at < 0 ? '看一遍' : '再看一遍';
    $('back').disabled = show.at <= 0;
    $('next').disabled = show.at >= SCENES.length - 1 && show.isPlaying;
  },
});
$('play').onclick = () => show.toggle();
$('back').onclick = () => show.go(show.at - 1);
$('next').onclick = () => show.go(show.at + 1);
$('scenes').append(...bar);
addEventListener('keydown', e => {
  if (e.target.closest?.('input, textarea, button, a, [tabindex]') || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === ' ') { e.preventDefault(); $('play').click(); }
  if (e.key === 'ArrowLeft') $('back').click();
  if (e.key === 'ArrowRight') $('next').click();
});

const count = () => {
  const now = document.querySelector('#dk .rows')?.dataset, tri = $('tri');
  if (!now) return;
  const part = (word, value, look = '') => `<div class="${look}"><span>${word}</span><b>${Number(value)}</b></div>`;
  const sign = isEqual => isEqual ? '<em>=</em>' : '<em class="ne">≠</em>';
  const waiting = Number(now.waiting), working = Number(now.working);
  tri.innerHTML = part('收到', now.heard) + sign(now.heard === now.received) + part('受理', now.received)
    + sign(Number(now.received) === Number(now.answered) + waiting + working) + part('有回音', now.answered)
    + '<em>+</em>' + part('等本人来查', waiting, waiting ? 'wq' : '') + '<em>+</em>' + part('还在办', working);
};
document.querySelectorAll('[data-show]').forEach(tab => { tab.onclick = () => front(tab.dataset.show); });
document.addEventListener('htmx:afterSwap', count);
count();
start();
