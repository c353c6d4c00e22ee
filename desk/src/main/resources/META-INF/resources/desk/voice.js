// Voice messages. WeChat records AMR, which no browser plays: benz-amr-recorder (MIT) decodes it and loads when first needed.
(() => {
  let library;
  const player = () => library ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = '/desk/benz-amr-recorder-1.1.5/BenzAMRRecorder.min.js';
    script.onload = () => done(window.BenzAMRRecorder);
    script.onerror = failed;
    document.head.append(script);
  });
  const playing = new Map();
  const OVER = '半小时过了，刷新这一页，再说一次为什么听';

  const start = async button => {
    const said = button.parentElement.querySelector('[role=status]');
    const rest = words => { playing.delete(button); button.textContent = '听语音'; said.textContent = words; };
    button.textContent = '停';
    said.textContent = '正在取';
    try {
      const answer = await fetch(button.dataset.listen);
      if (answer.status === 403) { rest(OVER); return; }
      if (!answer.ok) throw new Error(answer.status);
      const voice = new (await player())();
      await voice.initWithBlob(await answer.blob());
      const length = Math.round(voice.getDuration() * 10) / 10 + ' 秒';
      if (!playing.has(button)) return;
      playing.set(button, voice);
      voice.onEnded(() => rest('听完了，' + length));
      voice.onStop(() => rest(length));
      voice.play();
      said.textContent = length;
    } catch (e) {
      library = undefined;
      rest('放不了，请下载后用手机听');
    }
  };

  document.addEventListener('click', e => {
    const button = e.target.closest('[data-listen]');
    if (!button) return;
    if (playing.has(button)) {
      const voice = playing.get(button);
      playing.delete(button);
      if (voice) voice.stop();
      else button.textContent = '听语音';
      return;
    }
    playing.set(button, null);
    start(button);
  });

  // An audio element only says that it got nothing: the status tells whether the half hour is over.
  document.addEventListener('error', async e => {
    if (!e.target.matches?.('.voice audio')) return;
    const answer = await fetch(e.target.src, {headers: {Range: 'bytes=0-0'}}).catch(() => undefined);
    if (answer?.status === 403) e.target.replaceWith(OVER);
  }, true);

  // Who said why has asked to hear it: the player comes with the page's next content and starts.
  let wanted = '';
  document.addEventListener('submit', e => { wanted = e.target.dataset.hear ?? ''; });
  document.addEventListener('htmx:afterSettle', () => {
    const player = wanted && document.getElementById(wanted)?.querySelector('audio, [data-listen]');
    if (!player) return;
    wanted = '';
    if (player.play) player.play().catch(() => {});
    else player.click();
  });
})();
