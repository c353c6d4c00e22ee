// 看一遍: acts as the people would, with their pages and their WeCom; a caption explains each step.
import * as sim from './sim.js';
import {board, notices} from './notices.js';
import {front, heard, isOurs, neighbour, panes, RESIDENT, show, start} from './phones.js';

const set = document.body.dataset, $ = id => document.getElementById(id);
const wait = ms => new Promise(done => setTimeout(done, ms));
const caption = async (words, ms = 1600) => { $('c').textContent = words; await wait(ms); };
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

// A page in a phone, opened and filled in as by hand.
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
// The unit head pastes the prepared text of the page into the group and confirms it.
const forward = async relay => {
  relay.scrollIntoView({block: 'center'});
  await wait(900);
  await sim.paste(set.plain, set.headName, relay.querySelector('blockquote').textContent);
  relay.querySelector('form[action$="/pasted"]')?.requestSubmit();
  await wait(600);
};
const SCENES = [
  ['李婶扫码说一声', async () => {
    show('plain');
    await caption('普通群里随便聊，机器人进不去，也听不见。有事扫卡片上的码。', 2600);
    show('web');
    const frame = await page('web', `/report/${set.unit}`);
    const form = await until('扫码页', () => frame.contentDocument.querySelector('form textarea')?.form);
    await caption('扫了码就是这一页，地点已经填好。写一句，拍一张。', 600);
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
    done.lamp = await until('受理号', () => number(frame.contentDocument?.querySelector('.receipt-head')?.textContent ?? ''));
    await caption(`先存好，再派人，再回话。受理号 ${done.lamp}，交给谁、最迟哪天，都在她手里。`, 3000);
    front('desk');
    await caption('受理台上多了一行。下面写着为什么给他。', 2600);
  }],
  ['联户长帮邻居报', async () => {
    show('plain2');
    const who = neighbour(set.plain, 1);
    await caption('有人只肯在群里说。机器人听不见，联户长听得见。', 900);
    await sim.say(set.plain, who, '桥头水管漏了，淌了一路', false);
    await wait(1800);
    show('mine');
    const frame = await page('mine', set.link);
    const form = await until('联户长的页', () => frame.contentDocument.querySelector('form[action$="/tell"]'));
    await caption(`${set.headName}把那句话贴到自己的页上。`, 700);
    await type(form.querySelector('textarea'), `${who}：桥头水管漏了，淌了一路`);
    form.requestSubmit();
    const named = await until('那一句问', () => frame.contentDocument?.querySelector('button[value=named]'));
    await caption('只问一句：自己的，还是帮哪家说的？', 1800);
    named.form.requestSubmit(named);
    const got = await until('受理号', () => number(frame.contentDocument?.querySelector('.ban .no')?.textContent ?? '') && frame.contentDocument);
    done.pipe = number(got.querySelector('.ban .no').textContent);
    await caption('两个人都记着：谁的事，谁转的。', 2200);
    await forward(got.querySelector('.relay'));
    show('plain2');
    await caption('他点“复制”，贴回群里，回音就站在邻居们眼前。', 2600);
  }],
  ['网格员办了两件', async () => {
    show('keeper');
    await caption(`${set.keeperName}的手机上来了卡片，点一下签收。`, 1400);
    const before = last();
    for (const title of ['路灯', '水管']) {
      const box = await until(`“${title}”的卡片`, () => [...panes.keeper.log.querySelectorAll('.mcard')].reverse()
        .find(one => one.textContent.includes(title) && button(one, '签收')));
      button(box, '签收').click();
      await wait(1300);
    }
    await caption('换了灯头、接了水管，一句话办结。', 900);
    await sim.sendPrivate(set.keeper, `办结 ${done.lamp} 换了灯头`);
    await sim.sendPrivate(set.keeper, `办结 ${done.pipe} 换了接头`);
    show('mine');
    const waiting = await until('等他转的结果', async () => {
      const frame = await page('mine', `${set.link}?tab=b`);
      return [...frame.contentDocument.querySelectorAll('.relay')].find(one => /水管.*(接头|好了|办)/s.test(one.textContent));
    }, 20000);
    await caption('群里说的事，结果也要回到群里：一行字，等联户长点一下。', 2200);
    await forward(waiting);
    show('plain2');
    await caption('一件事在群里只说两回：收到，办结。', 2200);
  }],
  ['答复回来，她说没好', async () => {
    show('web');
    await caption('李婶是私下说的，结果只给她。打开受理号就看到。', 800);
    const frame = await page('web', `/track/${done.lamp.replaceAll(' ', '')}`);
    const again = await until('“没好”', () => [...frame.contentDocument.querySelectorAll('form[action$="/again"]')][0]);
    await wait(2200);
    again.closest('details')?.setAttribute('open', '');
    await type(again.querySelector('textarea'), '又灭了');
    await wait(700);
    again.requestSubmit();
    await caption('她说没好。', 2200);
    front('desk');
    await caption('这件事当着您的面重新打开。受理号不变，最迟哪天也不变。', 3200);
  }]];
const AWAY = ['人在杭州，事在老家', async () => {
  show('errand');
  await caption('商会联络员只有一分钟：一个链接，一句话。', 1200);
  const frame = await page('errand', set.contact);
  const form = await until('帮人报的页', () => frame.contentDocument.querySelector('#say'));
  await type(form.querySelector('[name=words]'), '进村路塌了一块，车过不去');
  form.querySelector('[name=where][value=HOME]').click();
  const home = [...frame.contentDocument.querySelectorAll('#villages option')].at(-1)?.value ?? '';
  await type(form.querySelector('[name=home]'), home);
  await type(form.querySelector('[name=member]'), '钱老板');
  form.querySelector('[name=agreed]').click();
  await caption('哪边的事、老家哪村、帮谁报；本人同意，才打这个勾。', 1200);
  form.requestSubmit(frame.contentDocument.querySelector('[form=say]'));
  const got = await until('老乡的受理号', () => {
    const text = frame.contentDocument?.querySelector('.receipt-head')?.textContent ?? '';
    return number(text) && frame.contentDocument;
  });
  const [owner, due] = [...got.querySelectorAll('.promise dd')].map(one => one.firstChild.textContent.trim());
  await caption(`老家的事回老家办：交给${owner}，县工商联记作协办，期限跟在县里一样。`, 2600);
  got.querySelector('.relay')?.scrollIntoView({behavior: 'smooth'});
  await caption('本人也有一份同样的回执，由联络员私下发给她；她也可以绕过商会自己报。', 2600);
  front('desk');
  await wait(1600);
}];
const SEALED = ['不能公开的事', async () => {
  const before = last(), reply = fits => until('客服的回话', () => later(before, e => e.user === RESIDENT && isOurs(e) && fits(e.text ?? '')));
  show('care');
  await sim.comeBy(RESIDENT, set.chat);
  await caption('卡片上另一个码：微信客服，像聊天一样，只有她自己看得见。', 2200);
  await caption('要反映的正是网格员。从这里说的事不进群。', 900);
  await sim.write(RESIDENT, `举报${set.keeperName}上门登记时收钱`);
  const code = number((await reply(text => text.includes('已单独登记'))).text);
  await caption('姓名、电话、原话封存，直接到上一级。回的话里没有“尽快”，只有日子。', 3000);
  show('keeper');
  await sim.sendPrivate(set.keeper, code);
  await until('助手的话', () => later(before, e => e.user === set.keeper && isOurs(e) && e.text?.includes('没有查到')));
  await caption(`就算${set.keeperName}拿到了查询码，问出来也是“没有查到”。`, 2600);
  front('desk');
  await caption('受理台上也没有这一行：只有上一级的专人看得到。', 2600);
}];
const LEAVE = ['马上转移，逐户叫应', async () => {
  const words = '【马上转移】暴雨红色预警，沿河沿沟的现在就走，去最近的学校。带上老人孩子，别拿东西。走不了打县值班室，派车接。到了回1。——演示';
  front('desk');
  await caption('一条转移通知，给全县的群。超过五个群，要第二个人点头才发。', 1200);
  board.id = await notices.write(set.county, words);
  await board.look();
  await wait(2200);
  await notices.approve(board.id);
  await caption('值班员看过，同意了。机器人在的群马上显示；普通群等联户长转，客户群等群主点；到不了的，有名有姓。', 600);
  await until('显示了的群', async () => { await board.look(); return board.shown() > 0; }, 30000);
  await wait(2600);
  const before = board.answered();
  await sim.sendPrivate(set.head, '1');
  await until('应答', async () => { await board.look(); return board.answered() > before; });
  await caption(`同时叫人：联户长没应叫副的，再没应叫网格员。${set.headName}回了“1”，应了一个。（电话叫应还没接上。）`, 2600);
  if (set.link) {
    show('mine');
    const frame = await page('mine', `${set.link}?tab=b`);
    const mine = await until('等他转的', () => [...frame.contentDocument.querySelectorAll('.relay')]
      .find(one => one.textContent.includes('沿河沿沟') && one.querySelector('form[action$="/pasted"]')));
    mine.scrollIntoView({block: 'center'});
    await wait(1200);
    const shown = board.shown();
    await forward(mine);
    show('plain2');
    front('desk');
    await until('多亮一格', async () => { await board.look(); return board.shown() > shown; });
    await caption(`${set.headName}转了，点“已转发”，格子就亮一个。`, 2600);
  }
  await notices.cancel(board.id);
  await board.look();
  await caption('演示到这里撤下，免得一直叫下去。', 1800);
  board.leave();
}];
if (set.contact) SCENES.push(AWAY);
if (set.chat) SCENES.push(SEALED);
SCENES.push(LEAVE);
const LATER = ['打来一个电话'];
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
    await caption(`${LATER.join('、')}：还没接上。想试断电，在终端里 kill -9 再启动，回来看三个数。`);
  } catch (trouble) {
    board.leave();
    await caption(`这一步没走通：${trouble.message}。可以自己在手机里接着走，或再看一遍。`);
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
  const waiting = Number(now.waiting), working = Number(now.working);
  tri.innerHTML = part('收到', now.heard) + sign(now.heard === now.received) + part('受理', now.received)
    + sign(Number(now.received) === Number(now.answered) + waiting + working) + part('有回音', now.answered)
    + '<em>+</em>' + part('等本人来查', waiting, waiting ? 'wq' : '') + '<em>+</em>' + part('还在办', working);
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
