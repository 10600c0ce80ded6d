import type { BenchView } from './bench_types';
import { read } from './client';

/** What waits for somebody at the site today. */
export interface TodayView {
  server_time: string;
  /** The site's day. */
  day: string;
  /** Its ten most urgent tubes. */
  bench: BenchView;
  /** Visits that began today and are open. */
  visits: {
    id: string;
    participant_id: string;
    participant: string;
    study: string;
    visit: string;
    started_at: string;
    /** Tubes not drawn yet. */
    expected: number;
    collected: number;
  }[];
  expected_tubes: number;
  collected_tubes: number;
  receptions: { id: string; received_at: string; from_site: string; tubes: number; rejected: number }[];
  received_tubes: number;
  /** Containers in use, the latest first. */
  places: { id: string; code: string; name: string; type_zh: string; type_en: string; placed: number }[];
}

export const today = () => read<TodayView>('/today');
