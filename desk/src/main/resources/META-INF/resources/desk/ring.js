// Rings while the page shows an emergency that nobody acknowledged. Browsers allow sound only after a click, so a button asks for one.
(() => {
  const asks = document.getElementById('ringer'), says = document.getElementById('sound');
  let audio, timer;
  const isCalling = () => document.querySelector('[data-ring]') !== null;
  const isOn = () => audio?.state === 'running';
  const beep = (at, pitch) => {
    const tone = audio.createOscillator(), volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.setValueAtTime(0.25, at + 0.2);
    volume.gain.linearRampToValueAtTime(0, at + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.26);
  };
  const ring = () => {
    if (!isCalling()) { clearInterval(timer); timer = undefined; return; }
    if (isOn()) [880, 660, 880].forEach((pitch, i) => beep(audio.currentTime + i * 0.3, pitch));
  };
  const look = () => {
    if (asks) asks.hidden = isOn() || !isCalling();
    if (says) says.textContent = isOn() ? '开着' : '没开，点一下页面就开';
    if (isCalling() && !timer) { ring(); timer = setInterval(ring, 3000); }
  };
  const wake = () => {
    audio ??= new AudioContext();
    audio.resume().then(look);
  };
  addEventListener('pointerdown', wake, {once: true});
  addEventListener('keydown', wake, {once: true});
  asks?.addEventListener('click', wake);
  document.addEventListener('htmx:afterSwap', look);
  look();
})();
