import IntlMessageFormat from 'intl-messageformat';
import type zh_CN from './zh-CN.json';

export type Language = 'zh-CN' | 'en';
/** The Chinese catalogue is the source of keys: what is missing there doesn't compile. */
export type MessageKey = keyof typeof zh_CN;
export type Catalogue = Readonly<Record<MessageKey, string>>;
export type Values = Readonly<Record<string, string | number>>;

export function is_language(text: string): text is Language {
  return text === 'zh-CN' || text === 'en';
}

/** A function that says messages in one language; parsed messages are kept. */
export function speaker(
  catalogue: Catalogue,
  language: Language,
): (key: MessageKey, values?: Values) => string {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    let message = parsed.get(key);
    if (!message) {
      message = new IntlMessageFormat(catalogue[key], language, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(values));
  };
}

const kPartsOfTime = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

const clocks = new Map<string, Intl.DateTimeFormat>();

function parts(time: Date, zone: string): Record<string, string> {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en', { ...kPartsOfTime, timeZone: zone });
    clocks.set(zone, clock);
  }
  return Object.fromEntries(clock.formatToParts(time).map((part) => [part.type, part.value]));
}

/** `2026-11-24`, the day of the given IANA zone. */
export function day(time: Date | string, zone: string): string {
  const { year, month, day } = parts(new Date(time), zone);
  return `${year}-${month}-${day}`;
}

/** `14:32:07`, in the given IANA zone. */
export function clock_time(time: Date | string, zone: string): string {
  const { hour, minute, second } = parts(new Date(time), zone);
  return `${hour}:${minute}:${second}`;
}

/** `9:52`: whole seconds as minutes and seconds; never below zero. */
export function minutes_left(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
