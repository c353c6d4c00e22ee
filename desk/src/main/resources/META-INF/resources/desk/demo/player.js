// Plays scenes one after the other. A scene that is paused or left stops at its next step; the request under way ends first.
const TICK = 50, SHORTEST = 4000, PER_CHARACTER = 160;
const sleep = ms => new Promise(done => setTimeout(done, ms));
/** How long a caption stands: never shorter than it takes to read it. */
export const readingTime = words => Math.max(SHORTEST, [...words].length * PER_CHARACTER);

/** A person went to another scene. */
class Left extends Error {}

/**
 * @param scenes each with a name, act(stage) and, where something must be put back, leave()
 * @param view scene(index), caption(words), trouble(error), ended() and changed(), for the page
 */
export const player = (scenes, view) => {
  let at = -1, wanted = 0, run = {}, playing, isPaused = false, hasFailed = false, pausedAt = 0, pausedFor = 0;
  const clock = () => (isPaused ? pausedAt : performance.now()) - pausedFor;

  const stage = self => {
    const check = () => { if (self.isLeft) throw new Left(); };
    /** Before each step: a pause lasts here. */
    const step = async () => { do { check(); if (isPaused) await sleep(TICK); } while (isPaused); check(); };
    const reach = async time => { do { check(); await sleep(TICK); } while (clock() < time); await step(); };
    const say = async words => {
      await reach(self.readUntil);
      view.caption(words);
      self.readUntil = clock() + readingTime(words);
    };
    const wait = ms => reach(clock() + ms);
    const until = async (what, find, ms = 15000) => {
      for (const end = Date.now() + ms; Date.now() < end; await sleep(250)) {
        check();
        const found = await find();
        if (found) { await step(); return found; }
      }
      throw new Error('没有等到' + what);
    };
    return {say, wait, until, step, read: () => reach(self.readUntil)};
  };

  const loop = async () => {
    while (wanted < scenes.length) {
      at = wanted++;
      run = {isLeft: false, readUntil: 0};
      hasFailed = false;
      view.scene(at);
      view.changed();
      try {
        const on = stage(run);
        await scenes[at].act(on);
        await on.read();
      } catch (trouble) {
        if (!(trouble instanceof Left)) { hasFailed = true; view.trouble(trouble); }
      }
      await scenes[at].leave?.().catch(view.trouble);
      if (hasFailed && wanted === at + 1) return;
    }
    view.ended();
  };
  const resume = () => {
    if (!isPaused) return;
    pausedFor += performance.now() - pausedAt;
    isPaused = false;
  };
  const self = {
    get at() { return at; },
    get isPlaying() { return !!playing; },
    get isPaused() { return isPaused; },
    get hasFailed() { return hasFailed; },
    go(index) {
      wanted = Math.max(0, Math.min(scenes.length - 1, index));
      run.isLeft = true;
      resume();
      playing ??= loop().finally(() => { playing = undefined; view.changed(); });
      view.changed();
    },
    toggle() {
      if (!playing) { self.go(hasFailed ? at : 0); return; }
      if (isPaused) resume(); else { pausedAt = performance.now(); isPaused = true; }
      view.changed();
    },
  };
  return self;
};
