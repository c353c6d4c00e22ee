// 看一遍: goes the way people would go, with their own pages and their own WeCom; a caption tells each step.
import * as sim from './sim.js';
import {front, heard, neighbour, panes, show, start} from './phones.js';

const set = document.body.dataset, $ = id => document.getElementById(id);
const wait = ms => new Promise(done => setTimeout(done, ms));
const tell = async (words, ms = 1600) => { $('c').textContent = words; await wait(ms); };
const until = async (what, find, ms = 15000) => {
  for (const end = Date.now() + ms; Date.now() < end; await wait(250)) {
    const found = await find();
    if (found) return found;
  }
  throw new Error('没有等到' + what);
};
const number = text => /\d{4} \d{4,8}/.exec(text)?.[0];
const later = (since, fits) => heard.find(entry => entry.seq > since && fits(entry));
const last = () => heard.at(-1)?.seq ?? 0;
const isOurs = entry => ['reply', 'webhook', 'app'].includes(entry.via);

// A page in a phone: opened, looked at and filled in as by hand.
const page = async (pane, path) => {
  const frame = panes[pane].frame;
  await new Promise(done => { frame.addEventListener('load', done, {once: true}); frame.src = path; });
  return frame;
};
const type = async (box, words) => {
  for (const letter of words) { box.value += letter; box.dispatchEvent(new Event('input', {bubbles: true})); await wait(70); }
};
const lampPhoto = () => new Promise(done => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 640, height: 480}), c = canvas.getContext('2d');
  c.fillStyle = '#141c2b'; c.fillRect(0, 0, 640, 480);
  c.fillStyle = '#232b3a'; c.fillRect(0, 360, 640, 120);
  c.strokeStyle = '#7c8794'; c.lineWidth = 10;
  c.beginPath(); c.moveTo(420, 400); c.lineTo(420, 120); c.lineTo(330, 120); c.stroke();
  canvas.toBlob(blob => done(new File([blob], 'lamp.png', {type: 'image/png'})), 'image/png');
});

const done = {};
const SCENES = [
  ['李婶扫码说一声', async () => {
    show('plain');
    await tell('普通群里随便聊，机器人进不去，也听不见。有事扫卡片上的码。', 2600);
    show('web');
    const frame = await page('web', `/report/${set.unit}`);
    const form = await until('扫码页', () => frame.contentDocument.querySelector('form textarea')?.form);
    await tell('扫了码就是这一页，地点已经填好。写一句，拍一张。', 600);
    await type(form.querySelector('textarea'), '村口路灯坏了三天了');
    const file = form.querySelector('input[type=file]');
    if (file) {
      const shots = new DataTransfer();
      shots.items.add(await lampPhoto());
      file.files = shots.files;
      file.dispatchEvent(new Event('change', {bubbles: true}));
    }
    await wait(900);
    form.requestSubmit(frame.contentDocument.querySelector('button[data-send]') ?? undefined);
    done.lamp = await until('受理号', () => number(frame.contentDocument?.querySelector('.got')?.textContent ?? ''));
    await tell(`先存好，再派人，再回话。受理号 ${done.lamp}，交给谁、最迟哪天，都在她手里。`, 3000);
    front('desk');
    await tell('受理台上多了一行。下面写着为什么给他。', 2600);
  }],
  ['联户长帮邻居报', async () => {
    show('plain2');
    const who = neighbour(set.plain), before = last();
    await tell('有人只肯在群里说。机器人听不见，联户长听得见。', 900);
    await sim.say(set.plain, who, '桥头水管漏了，淌了一路', false);
    await wait(1800);
    show('internal');
    await tell(`${set.headName}把那句话贴给助手。`, 700);
    await sim.say(set.internal, set.head, `${who}：桥头水管漏了，淌了一路`, true);
    const first = await until('助手的话', () => later(before, e => e.chat === set.internal && isOurs(e)));
    if (!number(first.text)) {
      await tell('助手只问一句：自己的，还是帮哪家说的？', 1400);
      await sim.say(set.internal, set.head, `帮${who}`, true);
    }
    const receipt = await until('受理号', () => later(before, e => e.chat === set.internal && isOurs(e) && number(e.text)));
    done.pipe = number(receipt.text);
    await tell('两个人都记着：谁的事，谁转的。', 2200);
    await sim.paste(set.plain, set.headName, receipt.text);
    show('plain2');
    await tell('他点“复制到群”，回音就站在邻居们眼前。', 2600);
  }],
  ['网格员办了两件', async () => {
    show('keeper');
    await tell(`${set.keeperName}的手机上来了卡片，点一下签收。`, 1400);
    const before = last();
    for (const title of ['路灯', '水管']) {
      const box = await until(`“${title}”的卡片`, () => [...panes.keeper.log.querySelectorAll('.mcard')].reverse()
        .find(one => one.textContent.includes(title) && button(one, '签收')));
      button(box, '签收').click();
      await wait(1300);
    }
    await tell('换了灯头、接了水管，一句话办结。', 900);
    await sim.tell(set.keeper, `办结 ${done.lamp} 换了灯头`);
    await sim.tell(set.keeper, `办结 ${done.pipe} 换了接头`);
    const result = await until('群里的结果', () => later(before, e => e.chat === set.internal && isOurs(e)), 20000);
    show('internal');
    await tell('群里说的事，结果回到群里，一共只说两回：收到，办结。', 2600);
    await sim.paste(set.plain, set.headName, result.text);
    show('plain2');
    await wait(1800);
  }],
  ['答复回来，她说没好', async () => {
    show('web');
    await tell('李婶是私下说的，结果只给她。打开受理号就看到。', 800);
    const frame = await page('web', `/track/${done.lamp.replaceAll(' ', '')}`);
    const again = await until('“没好”', () => [...frame.contentDocument.querySelectorAll('form[action$="/again"]')][0]);
    await wait(2200);
    again.closest('details')?.setAttribute('open', '');
    await type(again.querySelector('textarea'), '又灭了');
    await wait(700);
    again.requestSubmit();
    await tell('她说没好。', 2200);
    front('desk');
    await tell('这件事当着您的面重新打开。受理号不变，最迟哪天也不变。', 3200);
  }]];
const LATER = ['打来一个电话', '人在杭州，事在老家', '举报走客服', '马上转移，逐户叫应'];
const button = (box, word) => [...box.querySelectorAll('button')].find(one => one.textContent === word && !one.disabled);

const mark = at => document.querySelectorAll('#scenes button').forEach((one, i) => {
  one.classList.toggle('past', i < at);
  if (i === at) one.setAttribute('aria-current', 'step'); else one.removeAttribute('aria-current');
});

let isPlaying = false;
const play = async () => {
  if (isPlaying) return;
  isPlaying = true;
  $('play').disabled = true;
  try {
    for (const [i, [name, act]] of SCENES.entries()) {
      mark(i);
      $('h').textContent = name;
      await act();
    }
    mark(SCENES.length);
    $('h').textContent = '走完了一遍';
    await tell(`${LATER.join('、')}：这几幕还没接上。想试断电，在终端里 kill -9 再启动，回来看三个数。`);
  } catch (trouble) {
    await tell(`这一步没走通：${trouble.message}。可以自己在手机里接着走，或再看一遍。`);
  }
  $('play').disabled = false;
  $('play').querySelector('span').textContent = '再看一遍';
  isPlaying = false;
};

const count = () => {
  const now = document.querySelector('#dk .rows')?.dataset, tri = $('tri');
  if (!now) return;
  const part = (word, value, look = '') => `<div class="${look}"><span>${word}</span><b>${Number(value)}</b></div>`;
  const sign = isEqual => isEqual ? '<em>=</em>' : '<em class="ne">≠</em>';
  const waiting = Number(now.waiting);
  tri.innerHTML = part('收到', now.heard) + sign(now.heard === now.received) + part('受理', now.received)
    + sign(Number(now.received) === Number(now.answered) + waiting) + part('有回音', now.answered)
    + (waiting ? '<em>+</em>' + part('等本人来查', waiting, 'wq') : '');
};

document.querySelectorAll('[data-show]').forEach(tab => { tab.onclick = () => front(tab.dataset.show); });
[...SCENES.map(([name]) => [name, '']), ...LATER.map(name => [name, '还没接上'])].forEach(([name, note]) => {
  const one = document.createElement('button');
  one.type = 'button';
  one.className = note && 'off';
  one.textContent = name;
  if (note) {
    one.append(Object.assign(document.createElement('small'), {textContent: note}));
    one.onclick = () => { $('h').textContent = name; $('c').textContent = '还没接上。'; };
  }
  $('scenes').append(one);
});
document.addEventListener('htmx:afterSwap', count);
$('play').onclick = play;
count();
start();
