import type { ClockView } from '../api/bench_types';

/** How a clock looks at a moment. `waiting`: a shortest time that isn't over; `ready`: one that is. */
export interface ClockFace {
  state: 'calm' | 'near' | 'exceeded' | 'waiting' | 'ready';
  /** Share of the time that is used, 0 to 1. */
  share: number;
  /** Milliseconds until due; below zero, since. */
  left_ms: number;
  elapsed_ms: number;
}

/** The step whose limit is a shortest time. */
const kShortest = 'clotting';

/** `now_ms` is the server's time. Between two looks at the server a clock passes its limit by itself. */
export function clock_face(clock: ClockView, now_ms: number): ClockFace {
  const from = Date.parse(clock.from);
  const due = Date.parse(clock.due);
  const left_ms = due - now_ms;
  const elapsed_ms = Math.max(0, now_ms - from);
  const share = due > from ? Math.min(1, elapsed_ms / (due - from)) : 1;
  if (clock.step === kShortest)
    return { state: left_ms > 0 ? 'waiting' : 'ready', share, left_ms, elapsed_ms };
  return { state: left_ms < 0 ? 'exceeded' : clock.state, share, left_ms, elapsed_ms };
}

/** `02:12:43`: hours, minutes and seconds, without a sign; from two days on `97 d 21 h`. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  const two = (value: number): string => String(value).padStart(2, '0');
  return [hours, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
}

/** `2 h`, `90 min`: the length of a limit. */
export function limit_text({ from, due }: ClockView): string {
  const minutes = Math.round((Date.parse(due) - Date.parse(from)) / 60_000);
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
