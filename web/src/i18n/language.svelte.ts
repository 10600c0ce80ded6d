import { is_language, speaker, type Catalogue, type Language, type MessageKey, type Values } from './format';

const kStored = 'frostkeep.language';

const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  'zh-CN': () => import('./zh-CN.json'),
  en: () => import('./en.json'),
};

let current = $state<Language>('zh-CN');
let catalogue: Catalogue | null = null;
let say = $state.raw<(key: MessageKey, values?: Values) => string>(() => '');

export function language(): Language {
  return current;
}

/** The message of the catalogue in the person's language. */
export function t(key: MessageKey, values?: Values): string {
  return say(key, values);
}

/** Sentences one after the other; Chinese ones need no space between. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(current === 'zh-CN' ? '' : ' ');
}

/** Whether the catalogue has such a message; for keys that are made from words of the wire. */
export function is_message(key: string): key is MessageKey {
  return catalogue !== null && key in catalogue;
}

/** Of two names of one thing, the one in the person's language. */
export function named(thing: { name_zh: string; name_en: string }): string {
  return current === 'zh-CN' ? thing.name_zh : thing.name_en;
}

export async function set_language(wanted: Language): Promise<void> {
  const loaded = (await catalogues[wanted]()).default;
  catalogue = loaded;
  current = wanted;
  say = speaker(loaded, wanted);
  document.documentElement.lang = wanted;
  localStorage.setItem(kStored, wanted);
}

/** The language of the last time on this device, else the browser's, else Chinese. */
export async function start_language(): Promise<void> {
  const stored = localStorage.getItem(kStored) ?? '';
  if (is_language(stored)) return set_language(stored);
  return set_language(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
}
