import { read } from './client';

/** Sites and studies where the person may do anything. */

export interface Site {
  id: string;
  version: number;
  code: string;
  name_zh: string;
  name_en: string;
  zone: string;
  retired: boolean;
}

export interface Study {
  id: string;
  version: number;
  code: string;
  name_zh: string;
  name_en: string;
  retired: boolean;
}

export const sites = async () => (await read<{ items: Site[] }>('/sites')).items;

export const studies = async () => (await read<{ items: Study[] }>('/studies')).items;
