import { read } from './client';

/** Studies for which the person may do anything. */

export interface Study {
  id: string;
  version: number;
  code: string;
  name_zh: string;
  name_en: string;
  retired: boolean;
}

export const studies = async () => (await read<{ items: Study[] }>('/studies')).items;
