import type { ParticipantView, Stratum, Visit, Withdrawal } from '../api/people_types';

/** What happened to a person, as places on a line from 0 (before the first event) to 1 (a little after today). */
export interface Lifeline {
  bands: { from: number; to: number; stratum: Stratum }[];
  marks: { at: number; kind: 'enrolled' | 'visit' | 'withdrawal'; visit?: Visit }[];
  years: { at: number; year: number }[];
}

const kDayMs = 86_400_000;
/** A shorter history is drawn as long as this, so that what lies close together can be told apart. */
const kShortestMs = 30 * kDayMs;
/** Room in front of the first event and behind today. */
const kLead = 0.06;
const kTrail = 0.08;
const kMostYears = 12;

export function lifeline(
  { strata, enrolments }: Pick<ParticipantView, 'strata' | 'enrolments'>,
  visits: readonly Visit[],
  withdrawals: readonly Withdrawal[],
  now_ms: number,
): Lifeline {
  const dated = [...strata].sort((a, b) => a.since.localeCompare(b.since));
  const held = withdrawals.filter(({ voided }) => !voided);
  const times = [
    ...dated.map(({ since }) => Date.parse(since)),
    ...enrolments.map(({ enrolled_at }) => Date.parse(enrolled_at)),
    ...visits.map(({ started_at }) => Date.parse(started_at)),
    ...held.map(({ at }) => Date.parse(at)),
  ];
  const first = Math.min(now_ms, ...times);
  const shown = Math.max(now_ms - first, kShortestMs);
  const start = now_ms - shown * (1 + kLead);
  const span = shown * (1 + kLead + kTrail);
  const place = (time: number): number => Math.min(1, Math.max(0, (time - start) / span));
  return {
    bands: dated.map(({ since, stratum }, index) => ({
      from: place(Date.parse(since)),
      to: dated[index + 1] ? place(Date.parse(dated[index + 1]!.since)) : 1,
      stratum,
    })),
    marks: [
      ...enrolments.map(({ enrolled_at }) => ({
        at: place(Date.parse(enrolled_at)),
        kind: 'enrolled' as const,
      })),
      ...visits.map((visit) => ({ at: place(Date.parse(visit.started_at)), kind: 'visit' as const, visit })),
      ...held.map(({ at }) => ({ at: place(Date.parse(at)), kind: 'withdrawal' as const })),
    ],
    years: years_of(start, now_ms).map((year) => ({ at: place(Date.UTC(year, 0, 1)), year })),
  };
}

/** The turns of the year that are shown: each, or every few where there are many. */
function years_of(start_ms: number, end_ms: number): number[] {
  const first = new Date(start_ms).getUTCFullYear() + 1;
  const last = new Date(end_ms).getUTCFullYear();
  const step = Math.max(1, Math.ceil((last - first + 1) / kMostYears));
  const years: number[] = [];
  for (let year = first; year <= last; year += step) years.push(year);
  return years;
}
