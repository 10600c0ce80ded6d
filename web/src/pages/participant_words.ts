import type { ParticipantView } from '../api/people_types';
import { t } from '../i18n/language.svelte';

/** `female · 1968-04 · high risk`: what is known of a person without a name. */
export function person_words({ sex, birth_date, strata }: ParticipantView): string {
  const stratum = strata[0]?.stratum;
  return [sex ? t(`sex.${sex}`) : '', birth_date ?? '', stratum ? t(`stratum.${stratum}`) : '']
    .filter(Boolean)
    .join(' · ');
}
