/** One thing to choose: `value` goes to the server, `label` is read, `hint` (a code, a short word) is searched too. */
export interface ComboboxOption {
  value: string;
  label: string;
  hint?: string;
}

const kMostShown = 50;

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The options in which every word of the query is found; those that begin with it come first. */
export function matching(options: readonly ComboboxOption[], query: string): ComboboxOption[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const begins: ComboboxOption[] = [];
  const contains: ComboboxOption[] = [];
  for (const option of options) {
    const text = plain(`${option.label} ${option.hint ?? ''} ${option.value}`);
    if (!words.every((word) => text.includes(word))) continue;
    const first = words[0] ?? '';
    const at_start = [option.label, option.hint ?? '', option.value].some((part) =>
      plain(part).startsWith(first),
    );
    (at_start ? begins : contains).push(option);
  }
  return [...begins, ...contains].slice(0, kMostShown);
}

/** The one option that a typed or scanned text means by itself: its value, hint or label, whole. */
export function exactly(options: readonly ComboboxOption[], text: string): ComboboxOption | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  return options.find(({ value, label, hint }) =>
    [value, hint ?? '', label].some((part) => plain(part) === wanted),
  );
}
