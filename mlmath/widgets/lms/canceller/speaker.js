// The speaker: one sound at a time, from any moment on, without clicks; silent until the reader asks.

const FADE = 0.02; // seconds of each change of loudness

/**
 * @typedef {{ source: AudioBufferSourceNode, gain: GainNode, from: number, at: number,
 *   seconds: number }} Playing
 */

/**
 * speaker(make, ended): `make` opens an AudioContext, and is called by wake() alone, so that nothing
 * is opened before the reader's first press; `ended` is told when a sound came to its own end.
 * Returns
 *   wake()                    ready to play? false where the browser has no sound
 *   play(samples, rate, from) instead of what plays now, from so many seconds on
 *   stop(), volume(share), close()
 *   position()                seconds from the start of the sound that plays, or null
 * @param {() => AudioContext} make
 * @param {() => void} ended
 */
export function speaker(make, ended) {
  /** @type {AudioContext | undefined} */
  let context;
  /** @type {GainNode | undefined} */
  let master;
  let loudness = 0.5;
  /** @type {Playing | null} */
  let playing = null;

  /** @type {(gain: GainNode, to: number, now: number) => void} */
  const ramp = ({ gain }, to, now) => {
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(gain.value, now);
    gain.linearRampToValueAtTime(to, now + FADE);
  };
  const end = () => {
    if (!playing || !context) return;
    const now = context.currentTime;
    ramp(playing.gain, 0, now);
    playing.source.stop(now + FADE);
    playing = null;
  };

  return {
    wake() {
      try {
        context ??= make();
      } catch {
        return false; // no such thing here, or no device for it
      }
      if (!master) {
        master = context.createGain();
        master.gain.value = loudness;
        master.connect(context.destination);
      }
      // It runs from a press on, and not by itself; a browser that refuses stays silent.
      context.resume().catch(() => {});
      return true;
    },
    /** @type {(samples: Float32Array, rate: number, from: number) => void} */
    play(samples, rate, from) {
      end();
      if (!context || !master) return;
      const buffer = context.createBuffer(1, samples.length, rate);
      buffer.getChannelData(0).set(samples);
      const source = context.createBufferSource();
      const gain = context.createGain();
      const at = context.currentTime;
      source.buffer = buffer;
      source.connect(gain).connect(master);
      gain.gain.value = from > 0 ? 0 : 1; // the sound itself begins at zero
      if (from > 0) ramp(gain, 1, at);
      const one = { source, gain, from, at, seconds: buffer.duration };
      source.onended = () => {
        source.disconnect();
        gain.disconnect();
        const own = playing === one;
        if (own) playing = null;
        if (!playing) context?.suspend().catch(() => {});
        if (own) ended();
      };
      source.start(at, from);
      playing = one;
    },
    stop: end,
    volume(/** @type {number} */ share) {
      loudness = share;
      if (context && master) ramp(master, share, context.currentTime);
    },
    position() {
      if (!playing || !context) return null;
      const { from, at, seconds } = playing;
      return Math.min(seconds, from + Math.max(0, context.currentTime - at));
    },
    close() {
      playing = null;
      context?.close().catch(() => {});
      context = undefined;
    },
  };
}

/** Open what plays sound; throws where there is none. */
export function open() {
  /** @type {any} */
  const page = globalThis;
  return new (page.AudioContext ?? page.webkitAudioContext)();
}
