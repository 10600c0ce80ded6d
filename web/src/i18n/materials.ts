import names from 'code-list:materials';
import { language } from './language.svelte';

/** The material's name in the person's language; the code itself where the list has none. */
export function material_name(code: string): string {
  return names[code]?.[language() === 'zh-CN' ? 0 : 1] ?? code;
}
