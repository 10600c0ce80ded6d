import { is_message, t } from '../i18n/language.svelte';

/** What an entry says happened; the wire's word where the catalogue has none. */
export function happening(what: string): string {
  const key = `ledger.${what}`;
  return is_message(key) ? t(key) : what;
}

/** The name of a role; the wire's word where the catalogue has none. */
export function role_name(role: string): string {
  const key = `role.${role}`;
  return is_message(key) ? t(key) : role;
}
