/** What a scanned text means before the server has seen it. */

/** `go_…` opens a page, `seen_…` names a condition that the next tube is in; `reject` turns the next tube away. */
export type Command = 'ok' | 'undo' | 'finish' | 'next_box' | 'reject' | `go_${string}` | `seen_${string}`;

const kCommands: Readonly<Record<string, Command>> = {
  'FK:OK': 'ok',
  'FK:UNDO': 'undo',
  'FK:FINISH': 'finish',
  'FK:NEXT-BOX': 'next_box',
  'FK:REJECT': 'reject',
};
const kNamedCommand = /^FK:(GO|SEEN)-([A-Z]+(?:-[A-Z]+)*)$/;

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
  return is_own_code(upper) || command_of(upper) !== null ? upper : text;
}

export function command_of(code: string): Command | null {
  const named = kNamedCommand.exec(code);
  if (!named) return kCommands[code] ?? null;
  const name = named[2]!.toLowerCase().replaceAll('-', '_');
  return named[1] === 'GO' ? `go_${name}` : `seen_${name}`;
}

/** The command card that says so: `go_chair` is `FK:GO-CHAIR`. */
export function card_of(command: Command): string {
  return `FK:${command.toUpperCase().replaceAll('_', '-')}`;
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

/**
 * Whether nothing can be missing: one of our codes with its check digits right, or a command card that is no
 * beginning of another, as those that open a page or name a condition may be.
 */
export function is_complete(code: string): boolean {
  return code in kCommands || is_own_code(code);
}

/** Whether a burst of keys in a text field may be a code rather than prose. */
export function looks_like_code(code: string): boolean {
  return command_of(code) !== null || /^(?=.*[0-9])[A-Z0-9][A-Z0-9-]{4,62}[A-Z0-9]$/.test(code.toUpperCase());
}

/** The code for the eye: control characters become their Unicode pictures, a blank becomes ␣. */
export function visible(code: string): string {
  return code.replace(/[\u0000-\u0020\u007f]/g, (character) =>
    character === '\u007f' ? '␡' : String.fromCharCode(0x2400 + character.charCodeAt(0)),
  );
}
