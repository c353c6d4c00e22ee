// The scenes of 看一遍. Each acts as the people would, with their pages and their WeCom, and can be played alone and again.
import * as sim from './sim.js';
import {board, giveBack, hear, notices, part, put} from './notices.js';
import {front, hang, heard, isOurs, neighbour, panes, RESIDENT, show, speak} from './phones.js';
import {button, forward, page, photograph, send, type} from './hands.js';
import {cutPower, leave, merge, number, resolve, ring, take, ticketOf, totals} from './matters.js';

const set = document.body.dataset;
const last = () => heard.at(-1)?.seq ?? 0;
const later = (since, fits) => heard.find(entry => entry.seq > since && fits(entry));
/** What customer service answers the resident after this point of the journal. */
const reply = (on, since, words) => on.until('客服的回话',
  () => later(since, e => e.user === RESIDENT && isOurs(e) && words.every(word => e.text?.includes(word))), 30000);
const receipt = frame => number(frame.contentDocument?.querySelector('.receipt-head')?.textContent);
/** The page asks first where the same words came a moment ago. */
const sendAndRead = async (on, frame) => {
  send(frame);
  const got = () => receipt(frame) || frame.contentDocument?.querySelector('input[name=again]');
  const first = await on.until('受理号', got);
  if (typeof first === 'string') return first;
  await on.say('同样的话刚送过，页面先问一声。演示里是另一件，再点一次“送出”。');
  send(frame);
  return on.until('受理号', () => receipt(frame));
};

const lamp = {name: '李婶扫码说一声', async act(on) {
  show('plain');
  await on.say('普通群里随便聊，机器人进不去，也听不见。有事扫卡片上的码。');
  await on.read();
  show('web');
  const frame = await page('web', `/report/${set.unit}`);
  const form = await on.until('扫码页', () => frame.contentDocument.querySelector('form textarea')?.form);
  await on.say('扫了码就是这一页，地点已经填好。写一句，拍一张。');
  await type(on, form.querySelector('textarea'), '村口路灯坏了三天了');
  await photograph(form);
  await on.wait(900);
  const no = await sendAndRead(on, frame);
  await on.say(`先存好，再派人，再回话。受理号 ${no}，交给谁、最迟哪天，都在她手里。`);
  await on.read();
  front('desk');
  await on.say('受理台上多了一行。下面写着为什么给他。');
  leave('lamp', no);
}};

const relayed = {name: '联户长帮邻居报', needs: ['link'], async act(on) {
  show('plain2');
  const who = neighbour(set.plain, 1);
  await on.say('有人只肯在群里说。机器人听不见，联户长听得见。');
  await sim.say(set.plain, who, '桥头水管漏了，淌了一路', false);
  await on.read();
  show('mine');
  const frame = await page('mine', set.link);
  const form = await on.until('联户长的页', () => frame.contentDocument.querySelector('form[action$="/tell"]'));
  await on.say(`${set.headName}把那句话贴到自己的页上。`);
  await type(on, form.querySelector('textarea'), `${who}：桥头水管漏了，淌了一路`);
  form.requestSubmit();
  const named = await on.until('那一句问', () => frame.contentDocument?.querySelector('button[value=named]'));
  await on.say('只问一句：自己的，还是帮哪家说的？');
  await on.read();
  named.form.requestSubmit(named);
  const no = await on.until('受理号', () => number(frame.contentDocument?.querySelector('.ban .no')?.textContent));
  await on.say('两个人都记着：谁的事，谁转的。');
  await on.read();
  await on.say('他点“复制”，贴回群里，回音就站在邻居们眼前。');
  await forward(on, frame.contentDocument.querySelector('.relay'));
  show('plain2');
  leave('pipe', no);
}};

const fixed = {name: '网格员办了两件', needs: ['link'], async act(on) {
  show('keeper');
  await on.say(`${set.keeperName}的手机上来了卡片，点一下签收。`);
  const nos = [await take('lamp'), await take('pipe', neighbour(set.plain, 1))];
  for (const no of nos) {
    const card = await on.until(`${no} 的卡片`, () => [...panes.keeper.log.querySelectorAll('.mcard')].reverse()
      .find(one => one.textContent.includes(no) && button(one, '签收')), 30000);
    card.scrollIntoView({block: 'nearest'});
    button(card, '签收').click();
    await on.wait(1300);
  }
  await on.say('换了灯头，接了水管，一句话办结。');
  await sim.sendPrivate(set.keeper, `办结 ${nos[0]} 换了灯头`);
  await sim.sendPrivate(set.keeper, `办结 ${nos[1]} 换了接头`);
  leave('fixed', nos[0]);
  await on.read();
  show('mine');
  const waiting = await on.until('等他转的结果', async () => {
    const frame = await page('mine', `${set.link}?tab=b`);
    return [...frame.contentDocument.querySelectorAll('.relay')].find(one => /水管.*接头/s.test(one.textContent));
  }, 20000);
  await on.say('群里说的事，结果也要回到群里：一行字，等联户长点一下。');
  await on.read();
  await forward(on, waiting);
  show('plain2');
  await on.say('一件事在群里只说两回：收到，办结。');
}};

const again = {name: '答复回来，她说没好', async act(on) {
  show('web');
  await on.say('李婶是私下说的，结果只给她。打开受理号就看到。');
  const no = await take('fixed');
  const form = await on.until('“没好”', async () => {
    const frame = await page('web', `/track/${no.replaceAll(' ', '')}`);
    return frame.contentDocument.querySelector('form[action$="/again"]');
  });
  await on.read();
  await on.say('灯又灭了。她点“没好”，写一句。');
  form.closest('details')?.setAttribute('open', '');
  await type(on, form.querySelector('textarea'), '又灭了');
  await on.wait(700);
  form.requestSubmit();
  await on.read();
  front('desk');
  await on.say('这件事当着您的面重新打开。受理号不变，最迟哪天也不变。');
}};

const merged = {name: '两家说的是一件', needs: ['chat'], async act(on) {
  show('web');
  await on.say('豆腐坊门口的路灯不亮。一家扫码说，得了一个受理号。');
  const frame = await page('web', `/report/${set.unit}`);
  const form = await on.until('扫码页', () => frame.contentDocument.querySelector('form textarea')?.form);
  await type(on, form.querySelector('textarea'), '豆腐坊门口路灯不亮了');
  const first = await sendAndRead(on, frame);
  await on.read();
  show('care');
  await on.say('隔壁一家也看见了，在微信客服里说，得了另一个受理号。');
  await sim.comeBy(RESIDENT, set.chat);
  const before = last();
  await sim.write(RESIDENT, '豆腐坊门口那盏路灯，一个星期不亮了');
  const second = number((await reply(on, before, ['收到了'])).text);
  await on.read();
  front('desk');
  const ticket = await ticketOf(second);
  put(await part(`/desk/tickets/${ticket.no}/pair?into=${encodeURIComponent(first)}`));
  await on.say('受理台把两件摆在一起看：地方一样，说的也一样。派单员并单。');
  await on.read();
  const told = last();
  await merge(ticket, first);
  await reply(on, told, [second]);
  show('care');
  await on.say(`后说的那家马上就知道：两件合在一起办，${second} 照样能查。`);
  await on.read();
  giveBack();
  const done = last();
  await resolve(first, '换了新灯头');
  await reply(on, done, ['新灯头']);
  await on.wait(2000);
  show('web');
  await page('web', `/track/${first.replaceAll(' ', '')}`);
  await on.say('办结也是两家都告诉：一家在客服里收到，一家打开受理号就看到。');
}, async leave() { giveBack(); }};

const hotline = {name: '打来一个电话', async act(on) {
  show('dial');
  hang();
  await on.say('张大爷不用微信。他打热线，机器先说一句，没有座席就请他说给录音。这一通是真打：本机的 Asterisk。');
  await on.read();
  const {phone, why} = await ring();
  if (why) { await on.say(why + '。别的幕不受影响。'); return; }
  speak(false, '您好，县服务热线，通话会录音，急事按九。');
  await on.wait(5000);
  speak(false, '现在没有人能接。请在嘀声以后说事情和地方，说完按井号。……');
  await on.wait(11000);
  speak(true, '我是三组的。桥上的栏杆断了一截，晚上走路怕掉下去，请派人来修一修。（按 #）');
  await on.say('先存好，再念受理编号，念两遍。没有听到编号就挂了也不丢。');
  const text = await on.until('短信', async () => (await sim.sms()).find(one => one.phone === phone)?.text, 90000);
  const no = number(text);
  speak(false, `您的事已经记下。编号是：${no}。再说一遍：……`);
  await on.read();
  speak(false, `短信：${text}`);
  await on.say('他还有一条短信：编号和查进度的办法。短信里不写他说的事。');
  await on.read();
  front('desk');
  const ticket = await ticketOf(no);
  const sound = async () => new DOMParser().parseFromString(await part(`/desk/tickets/${ticket.no}`), 'text/html').querySelector('.voice');
  const asked = await sound();
  if (!asked) throw new Error('工单上没有录音');
  for (const button of asked.querySelectorAll('button')) button.type = 'button';
  put(`<h2>语音待听 ${no}</h2>${asked.outerHTML}`);
  await on.say('录音是居民的声音：说了为什么，才能听；谁几点听的，写在录音下面。');
  await on.read();
  await hear(asked.querySelector('form').getAttribute('action'));
  put(`<h2>语音待听 ${no}</h2>${(await sound()).outerHTML}`);
  document.querySelector('#dk audio')?.play().catch(() => {});
  await on.say('受理台上是一件“语音待听”，录音就在上面，您也听听。派单员听完，写下事情和地方，再派。');
  await on.wait(10000);
}, async leave() { giveBack(); }};

const away = {name: '人在杭州，事在老家', needs: ['contact'], async act(on) {
  show('errand');
  await on.say('商会联络员只有一分钟：一个链接，一句话。');
  const frame = await page('errand', set.contact);
  const form = await on.until('帮人报的页', () => frame.contentDocument.querySelector('#say'));
  await type(on, form.querySelector('[name=words]'), '进村路塌了一块，车过不去');
  form.querySelector('[name=where][value=HOME]').click();
  const home = [...frame.contentDocument.querySelectorAll('#villages option')].at(-1)?.value ?? '';
  await type(on, form.querySelector('[name=home]'), home);
  await type(on, form.querySelector('[name=member]'), '钱老板');
  form.querySelector('[name=agreed]').click();
  await on.say('哪边的事、老家哪村、帮谁报；本人同意，才打这个勾。');
  await on.read();
  send(frame);
  const got = await on.until('老乡的受理号', () => receipt(frame) && frame.contentDocument);
  const [owner] = [...got.querySelectorAll('.promise dd')].map(one => one.firstChild.textContent.trim());
  await on.say(`老家的事回老家办：交给${owner}，县工商联记作协办，期限跟在县里一样。`);
  await on.read();
  got.querySelector('.relay')?.scrollIntoView({behavior: 'smooth'});
  await on.say('本人也有一份同样的回执，由联络员私下发给她；她也可以绕过商会自己报。');
  await on.read();
  front('desk');
}};

const sealed = {name: '不能公开的事', needs: ['chat'], async act(on) {
  show('care');
  await sim.comeBy(RESIDENT, set.chat);
  await on.say('卡片上另一个码：微信客服，像聊天一样，只有她自己看得见。');
  await on.read();
  await on.say('要反映的正是网格员。从这里说的事不进群。');
  const before = last();
  await sim.write(RESIDENT, `举报${set.keeperName}上门登记时收钱`);
  const code = number((await reply(on, before, ['已单独登记'])).text);
  await on.say('姓名、电话、原话封存，直接到上一级。回的话里没有“尽快”，只有日子。');
  await on.read();
  show('keeper');
  const asked = last();
  await sim.sendPrivate(set.keeper, code);
  await on.until('助手的话', () => later(asked, e => e.user === set.keeper && isOurs(e) && e.text?.includes('没有查到')), 30000);
  await on.say(`就算${set.keeperName}拿到了查询码，问出来也是“没有查到”。`);
  await on.read();
  front('desk');
  await on.say('受理台上也没有这一行：只有上一级的专人看得到。');
}};

const WORDS = '【马上转移】暴雨红色预警，沿河沿沟的现在就走，去最近的学校。带上老人孩子，别拿东西。走不了打县值班室，派车接。到了回1。——演示';
const evacuation = {name: '马上转移，逐户叫应', async act(on) {
  front('desk');
  await on.say('一条转移通知，给全县的群。超过五个群，要第二个人点头才发。');
  board.id = await notices.write(set.county, WORDS);
  await board.look();
  await on.read();
  await notices.approve(board.id);
  await on.say('值班员看过，同意了。机器人在的群马上显示；普通群等联户长转，客户群等群主点；到不了的，有名有姓。');
  await on.until('显示了的群', async () => { await board.look(); return board.shown() > 0; }, 30000);
  await on.read();
  const before = board.answered();
  await sim.sendPrivate(set.head, '1');
  await on.until('应答', async () => { await board.look(); return board.answered() > before; });
  await on.say(`同时叫人：联户长没应叫副的，再没应叫网格员。${set.headName}回了“1”，应了一个。有号码的，电话也同时打：演示里由本机接，不按键，不算应。`);
  board.showCalls();
  await on.read();
  if (set.link) {
    show('mine');
    const frame = await page('mine', `${set.link}?tab=b`);
    const mine = await on.until('等他转的', () => [...frame.contentDocument.querySelectorAll('.relay')]
      .find(one => one.textContent.includes('沿河沿沟') && one.querySelector('form[action$="/pasted"]')));
    await on.say(`${set.headName}转到群里，点“已转发”……`);
    const shown = board.shown();
    await forward(on, mine);
    await on.read();
    front('desk');
    await on.until('多亮一格', async () => { await board.look(); return board.shown() > shown; });
    await on.say('……格子就亮一个。演示到这里撤下，免得一直叫下去。');
  }
  await notices.cancel(board.id);
  await board.look();
  board.id = '';
}, async leave() {
  if (board.id) await notices.cancel(board.id);
  board.id = '';
  giveBack();
}};

const power = {name: '拔电', needs: ['chat'], async act(on) {
  front('desk');
  const before = await on.until('三个数', totals);
  await on.say('最后一幕是真断：不打招呼，强行结束数据库的进程（kill -9）。断着的时候，再有两个人说事。');
  const frame = await page('web', `/report/${set.unit}`);
  await type(on, frame.contentDocument.querySelector('form textarea'), '村口的垃圾三天没人清');
  await sim.comeBy(RESIDENT, set.chat);
  await on.read();
  const said = last(), cutAt = performance.now();
  await cutPower();
  put('<div class="empty"><h2>数据库断了</h2><p>数据在盘上，它正在自己重新起来。</p></div>');
  show('web');
  send(frame);
  sim.write(RESIDENT, '水表不走了').catch(() => {});
  const back = on.until('数据库', totals, 60000).then(() => ((performance.now() - cutAt) / 1000).toFixed(1));
  back.catch(() => {});
  const isKept = await on.until('回话', () => receipt(frame) || !frame.contentDocument.querySelector('[data-when=busy]').hidden);
  await on.say(typeof isKept === 'string' ? '断了。微信的那句，企业微信替她留着。'
    : '断了。扫码的没有拿到受理号，写的字还在手机里；微信的那句，企业微信替她留着。');
  const seconds = await back;
  giveBack();
  const told = await reply(on, said, ['收到了']);
  await on.read();
  await on.say(`${seconds} 秒，回来了。没送出去的再点一次“送出”：点几次都只算一件。`);
  const no = receipt(frame) || await sendAndRead(on, frame);
  await on.read();
  front('desk');
  const now = await on.until('三个数', totals);
  const wanted = Number(before.heard) + 2, isWhole = Number(now.heard) === wanted && now.heard === now.received;
  await on.say(isWhole
    ? `断电前 ${before.heard} 件，断着的时候说了 2 件，现在收到 ${now.heard}、受理 ${now.received}：一件没丢，一件没重。`
    : `断电前 ${before.heard} 件，现在收到 ${now.heard}、受理 ${now.received}；这一幕添了 2 件，多出来的是别处同时说的。`);
  await on.read();
  await on.say(`没存好的，从没说过“收到”；说过“收到”的（${no}、${number(told.text)}），都查得到。`);
}, async leave() { giveBack(); }};

export const SCENES = [lamp, relayed, fixed, again, merged, hotline, away, sealed, evacuation, power]
  .filter(scene => set.unit && (scene.needs ?? []).every(one => set[one]));
