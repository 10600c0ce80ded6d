/** What stands for a person in a small square: a Chinese name's first character, else a letter of up to two words. */
export function initials_of(name: string): string {
  const words = name.normalize('NFKC').trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  if (/\p{Script=Han}/u.test(first)) return first;
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : '';
  return (first + last).toUpperCase();
}
