import type { RackLine } from '../api/racks';
import type { MessageKey } from '../i18n/format';
import { t } from '../i18n/language.svelte';

const kMeanings = {
  same: 'rack.is_same',
  missing: 'rack.is_missing',
  unknown: 'rack.is_unknown',
  unreadable: 'rack.is_unreadable',
  not_reported: 'rack.is_not_reported',
} as const satisfies Partial<Record<RackLine['verdict'], MessageKey>>;

/** What a line means, in a sentence. */
export function explain(line: RackLine): string {
  const { verdict, from, recorded, recorded_seen_at } = line;
  const displaced = recorded && line.recorded_missing ? t('rack.displaced', { code: recorded.code }) : '';
  if (verdict === 'moved' && from) {
    const place = `${from.container_code} ${from.position}`;
    return [t('rack.is_moved', { place }), displaced].filter(Boolean).join(' ');
  }
  if (verdict === 'extra') {
    return from ? t('rack.is_out', { place: `${from.container_code} ${from.position}` }) : t('rack.is_extra');
  }
  if (verdict === 'vacated') return t('rack.is_vacated', { position: recorded_seen_at ?? '' });
  return verdict === 'moved' ? displaced : t(kMeanings[verdict]);
}
