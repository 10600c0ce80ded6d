/** Three sounds, told apart by rhythm and not by pitch alone; synthesised, so that there is no file to load. */
export type Sound = 'done' | 'warning' | 'refused';

interface Tone {
  hertz: number;
  ms: number;
  wave: OscillatorType;
}

const kGapMs = 90;
const kEdgeMs = 6;

export const kSounds: Readonly<Record<Sound, readonly Tone[]>> = {
  done: [{ hertz: 880, ms: 80, wave: 'sine' }],
  warning: [
    { hertz: 440, ms: 110, wave: 'triangle' },
    { hertz: 440, ms: 110, wave: 'triangle' },
  ],
  refused: [
    { hertz: 160, ms: 400, wave: 'square' },
    { hertz: 160, ms: 400, wave: 'square' },
  ],
};

let context: AudioContext | null = null;

/** Browsers allow sound only after a key or a touch: call this from one. */
export function unlock(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** `volume` is 0 to 1. Silent before `unlock`. */
export function play(sound: Sound, volume: number): void {
  if (!context || volume <= 0) return;
  let start = context.currentTime;
  for (const tone of kSounds[sound]) {
    start = sound_tone(context, tone, start, volume) + kGapMs / 1000;
  }
}

function sound_tone(audio: AudioContext, tone: Tone, start: number, volume: number): number {
  const end = start + tone.ms / 1000;
  const oscillator = new OscillatorNode(audio, { type: tone.wave, frequency: tone.hertz });
  const gain = new GainNode(audio, { gain: 0 });
  // A square wave carries more energy than a sine of the same height.
  const peak = tone.wave === 'square' ? volume * 0.5 : volume;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(peak, start + kEdgeMs / 1000);
  gain.gain.setValueAtTime(peak, end - kEdgeMs / 1000);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
  return end;
}
