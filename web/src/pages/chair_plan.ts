import type { PlannedEvent, Protocol, Visit } from '../api/people_types';

/** A visit of the study's plan, and how far this person is with it. */
export interface PlannedVisit {
  event: string;
  name_zh: string;
  name_en: string;
  state: 'open' | 'done' | 'none';
}

/** A follow-up may come this share of its interval early. */
const kEarliest = 0.9;

/** The events of the newest protocols that are in use, each once, in order of their time. */
export function events_of(protocols: readonly Protocol[]): PlannedEvent[] {
  const events = new Map<string, PlannedEvent>();
  for (const protocol of protocols) {
    if (protocol.retired) continue;
    for (const event of protocol.events) if (!events.has(event.code)) events.set(event.code, event);
  }
  return [...events.values()].sort((a, b) => a.after_months - b.after_months);
}

export function planned_visits(visits: readonly Visit[], protocols: readonly Protocol[]): PlannedVisit[] {
  const state_of = (event: string): PlannedVisit['state'] => {
    const visit = visits.find((one) => one.event === event);
    if (!visit) return 'none';
    return visit.closed_at ? 'done' : 'open';
  };
  const planned = events_of(protocols).map(({ code, name_zh, name_en }) => ({
    event: code,
    name_zh,
    name_en,
    state: state_of(code),
  }));
  const others = visits.filter(({ event }) => !planned.some((one) => one.event === event));
  return [
    ...planned,
    ...others.map((visit) => ({
      event: visit.event,
      name_zh: visit.event_name_zh,
      name_en: visit.event_name_en,
      state: state_of(visit.event),
    })),
  ];
}

function months_between(from: Date, to: Date): number {
  const whole = (to.getFullYear() - from.getFullYear()) * 12 + to.getMonth() - from.getMonth();
  return to.getDate() < from.getDate() ? whole - 1 : whole;
}

/**
 * Which event a scanned card opens: the visit that is open, else the next one that is due, else the last one, since
 * tubes may come late. Undefined where the study plans none.
 */
export function event_to_open(
  visits: readonly Visit[],
  protocols: readonly Protocol[],
  now: Date,
): string | undefined {
  const by_start = [...visits].sort((a, b) => a.started_at.localeCompare(b.started_at));
  const open = by_start.filter(({ closed_at }) => closed_at === undefined).at(-1);
  if (open) return open.event;
  const since = by_start[0] ? months_between(new Date(by_start[0].started_at), now) : 0;
  const due = events_of(protocols).find(
    ({ code, after_months }) =>
      !visits.some(({ event }) => event === code) && since >= Math.floor(after_months * kEarliest),
  );
  return due?.code ?? by_start.at(-1)?.event;
}
