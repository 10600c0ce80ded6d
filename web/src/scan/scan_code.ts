/** What a scanned text means before the server has seen it. */

export type Command = 'ok' | 'undo' | 'finish' | 'next_box';

const kCommands: Readonly<Record<string, Command>> = {
  'FK:OK': 'ok',
  'FK:UNDO': 'undo',
  'FK:FINISH': 'finish',
  'FK:NEXT-BOX': 'next_box',
};

/** Longest code of the server's `scan_code` table, in bytes. */
export const kLongestCode = 64;

/** Prefix, a number of at least eight digits, two check digits: `FK0000000110`. */
const kOwnCode = /^(?=.{11,64}$)[A-Z](?:[A-Z0-9-]{0,10}[A-Z-])?[0-9]{10,}$/;
const kModulus = 97;

/**
 * Full-width forms to ASCII, outer blanks and a symbology prefix (`]d2`) off; a code of our own in upper case.
 * Foreign codes keep their case, since theirs may matter.
 */
export function normalise(raw: string): string {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '');
  const upper = text.toUpperCase();
  return is_complete(upper) ? upper : text;
}

export function command_of(code: string): Command | null {
  return kCommands[code] ?? null;
}

function value_of(character: string): number {
  return character === '-' ? 36 : Number.parseInt(character, 36);
}

/** Whether the two check digits are right: ISO 7064 MOD 97-10 weights, one value a character, a sum of 1. */
export function is_own_code(code: string): boolean {
  if (!kOwnCode.test(code)) return false;
  let sum = 0;
  for (const character of code) sum = (sum * 10 + value_of(character)) % kModulus;
  return sum === 1;
}

/** Whether nothing is missing: one of our codes with its check digits right, or a command card. */
export function is_complete(code: string): boolean {
  return code in kCommands || is_own_code(code);
}

/** Whether a burst of keys in a text field may be a code rather than prose. */
export function looks_like_code(code: string): boolean {
  return code in kCommands || /^(?=.*[0-9])[A-Z0-9][A-Z0-9-]{4,62}[A-Z0-9]$/.test(code.toUpperCase());
}

/** The code for the eye: control characters become their Unicode pictures, a blank becomes ␣. */
export function visible(code: string): string {
  return code.replace(/[\u0000-\u0020\u007f]/g, (character) =>
    character === '\u007f' ? '␡' : String.fromCharCode(0x2400 + character.charCodeAt(0)),
  );
}
