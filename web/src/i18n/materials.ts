import materials from 'code-list:materials';
import { language } from './language.svelte';

/** The material's name in the person's language; the code itself where the list has none. */
export function material_name(code: string): string {
  const material = materials[code];
  if (!material) return code;
  return language() === 'zh-CN' ? material.zh_cn : material.en;
}

/** What stands in the material's mark on a map and on a label. */
export function material_letters(code: string): string {
  return materials[code]?.letters ?? code.slice(0, 3);
}

/** The name of the mark's shape; empty where the list has none. */
export function material_shape(code: string): string {
  return materials[code]?.shape ?? '';
}

/** Every material, to choose from. */
export function material_options(): { value: string; label: string; hint: string }[] {
  return Object.keys(materials).map((code) => ({ value: code, label: material_name(code), hint: code }));
}
