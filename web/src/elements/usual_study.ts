/** The study that this device worked for last, so that it needn't be chosen at each form. */

const kStudy = 'frostkeep.study';

export interface UsualStudy {
  /** Which of these is meant without a choice: the only one, or the one chosen last; empty if that can't be told. */
  of(studies: readonly string[]): string;
  keep(study: string): void;
}

export function usual_study(memory: Pick<Storage, 'getItem' | 'setItem'>): UsualStudy {
  return {
    of(studies) {
      if (studies.length === 1) return studies[0]!;
      const last = memory.getItem(kStudy) ?? '';
      return studies.includes(last) ? last : '';
    },
    keep(study) {
      if (study !== '') memory.setItem(kStudy, study);
    },
  };
}
