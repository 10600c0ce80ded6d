import type { Sex } from '../api/people_types';

/** What the number says by itself (GB 11643-1999), while it is being typed. */
export type ResidentIdCheck =
  | { kind: 'empty' }
  | { kind: 'short'; missing: number }
  | { kind: 'wrong'; why: 'characters' | 'length' | 'date' | 'check' }
  /** `old`: 15 digits without a check character. */
  | { kind: 'good'; sex: Sex; birth_date: string; old: boolean };

/** Weights of ISO 7064 MOD 11-2 for the seventeen digits, and the check characters by remainder. */
const kWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const kCheckCharacters = '10X98765432';
const kLength = 18;
const kOldLength = 15;

/** The number without blanks and in ASCII, as the check reads it. */
export function plain_resident_id(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

function is_day(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

function dated(digits: string, order: string, old: boolean, today: string): ResidentIdCheck {
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  if (!is_day(date) || date > today) return { kind: 'wrong', why: 'date' };
  return { kind: 'good', sex: Number(order) % 2 === 1 ? 'male' : 'female', birth_date: date, old };
}

/** `today` is the day of the site, `2026-11-24`: nobody is born later. */
export function check_resident_id(text: string, today: string): ResidentIdCheck {
  const id = plain_resident_id(text);
  if (id === '') return { kind: 'empty' };
  if (!/^[0-9]*X?$/.test(id) || (id.includes('X') && id.length !== kLength)) {
    return { kind: 'wrong', why: 'characters' };
  }
  if (id.length === kOldLength) return dated(`19${id.slice(6, 12)}`, id.slice(12), true, today);
  if (id.length < kLength) return { kind: 'short', missing: kLength - id.length };
  if (id.length > kLength) return { kind: 'wrong', why: 'length' };
  const sum = kWeights.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  if (kCheckCharacters[sum % 11] !== id[17]) return { kind: 'wrong', why: 'check' };
  return dated(id.slice(6, 14), id.slice(14, 17), false, today);
}

/** A day, a month or a year that exists and isn't later than today; what is typed in full width counts too. */
export function partial_date(text: string, today: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const match = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/.exec(plain);
  if (!match || plain > today) return null;
  const day = `${match[1]}-${match[2] ?? '01'}-${match[3] ?? '01'}`;
  return match[1]! >= '1880' && is_day(day) ? plain : null;
}
