import { read, write } from './client';
import type { SiteView } from './types';

/** Accounts, and who may do what where. */

export interface User {
  id: string;
  version: number;
  user_name: string;
  display_name: string;
  initials: string;
  /** Absent for who belongs to no site. */
  home_site?: SiteView;
  disabled: boolean;
  badge_code?: string;
  has_pin: boolean;
  password_change_needed: boolean;
  /** Until when sign-ins wait after failures. */
  locked_until?: string;
  roles: string[];
}

export interface UserPage {
  items: User[];
  more: boolean;
}

/** A password or PIN stands in the first answer only. */
export interface UserSecret {
  user: User;
  password?: string;
  pin?: string;
  already_shown: boolean;
}

export interface Grant {
  id: string;
  user_id: string;
  role: string;
  /** Absent: every site. */
  site?: SiteView;
  /** Absent: every study. */
  study?: { id: string; code: string; name_zh: string; name_en: string };
  active: boolean;
}

export interface Role {
  role: string;
  permissions: string[];
}

const of_user = (id: string) => `/users/${encodeURIComponent(id)}`;

export const users = (after = '') =>
  read<UserPage>(`/users?limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`);

export const one_user = (id: string) => read<User>(of_user(id));

export const add_user = (
  body: { user_name: string; display_name: string; initials: string; home_site_id?: string },
  key: string,
) => write<UserSecret>('POST', '/users', { key, body });

export const disable_user = (id: string, reason: string, key: string) =>
  write<User>('POST', `${of_user(id)}/disable`, { key, body: { reason } });

export const enable_user = (id: string, reason: string, key: string) =>
  write<User>('POST', `${of_user(id)}/enable`, { key, body: { reason } });

export const reset_password = (id: string, key: string) =>
  write<UserSecret>('POST', `${of_user(id)}/password-resets`, { key });

export const reset_pin = (id: string, key: string) =>
  write<UserSecret>('POST', `${of_user(id)}/pin-resets`, { key });

export const issue_badge = (id: string, key: string) => write<User>('POST', `${of_user(id)}/badges`, { key });

/** Address of a badge's picture. */
export const badge_picture = (id: string, language: string) =>
  `/api/v1${of_user(id)}/badge-image?language=${language}`;

export const grants = async (id: string) => (await read<{ items: Grant[] }>(`${of_user(id)}/grants`)).items;

export const give_grant = (
  id: string,
  body: { role: string; site_id?: string; study_id?: string; reason?: string },
  key: string,
) => write<Grant>('POST', `${of_user(id)}/grants`, { key, body });

export const revoke_grant = (id: string, grant_id: string, reason: string, key: string) =>
  write<Grant>('POST', `${of_user(id)}/grants/${encodeURIComponent(grant_id)}/revoke`, {
    key,
    body: { reason },
  });

export const roles = async () => (await read<{ items: Role[] }>('/roles')).items;
