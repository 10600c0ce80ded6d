import { OtherPerson, Problem } from '../api/problem';
import type { Violation } from '../api/types';
import { sentences, t } from '../i18n/language.svelte';

export interface Refusal {
  code: string;
  title: string;
  sentence: string;
  codes: string[];
  first: Violation | undefined;
}

/** What a band says of a failed request: the server's sentence and remedy, or ours where no answer was to be had. */
export function refusal_of(error: unknown): Refusal {
  if (error instanceof Problem) {
    const first = error.violations[0];
    const title = (first?.detail || error.detail || error.title).replace(/[。.]$/, '');
    const rest = error.violations.slice(1).map(({ detail }) => detail);
    const sentence = sentences(...rest, error.remedy);
    return { code: error.code, title, sentence, codes: codes_in(first), first };
  }
  if (error instanceof OtherPerson) {
    return plain('other_person', t('problem.other_person.title'), t('problem.other_person.sentence'));
  }
  return plain('unreachable', t('problem.unreachable.title'), t('problem.unreachable.sentence'));
}

/** A refusal of our own, before anything was sent. */
export function plain_refusal(title: string): Refusal {
  return plain('', title, '');
}

function plain(code: string, title: string, sentence: string): Refusal {
  return { code, title, sentence, codes: [], first: undefined };
}

/** The facts of a violation that are codes or cells, so that a sentence can set them in their own face. */
function codes_in(violation: Violation | undefined): string[] {
  const values = violation?.values ?? {};
  const known = ['code', 'container', 'occupant', 'where', 'offered', 'participant'];
  return [...known.map((name) => values[name] ?? ''), violation?.position ?? ''].filter(Boolean);
}
