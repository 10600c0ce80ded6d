import { read, write } from './client';
import type * as wire from './types';

/** Each operation of the server that a page uses, by its name. Failures: `Problem`, `Unreachable`, `OtherPerson`. */

const segment = encodeURIComponent;

export const current_session = () => read<wire.SessionView>('/session');

export const sign_in = (body: wire.SessionBody, key: string) =>
  write<wire.SessionView>('POST', '/sessions', { key, body, anonymous: true });

export const sign_out = (key: string) => write<undefined>('DELETE', '/session', { key });

export const switch_person = (badge: string, pin: string, key: string) =>
  write<wire.SessionView>('PUT', '/session/person', { key, body: { badge, pin }, anonymous: true });

export const change_password = (old_password: string, new_password: string, key: string) =>
  write<wire.SessionView>('PUT', '/session/password', {
    key,
    body: { old_password, new_password },
    anonymous: true,
  });

export const change_site = (site_id: string, key: string) =>
  write<wire.SessionView>('PUT', '/session/site', { key, body: { site_id } });

export const resolve_code = (code: string) => read<wire.ScanCodeView>(`/scan-codes/${segment(code)}`);

export const container = (id: string) => read<wire.ContainerView>(`/containers/${segment(id)}`);

export const place = (
  container_id: string,
  position: string,
  code: string,
  key: string,
  patient: (attempt: number) => void,
  move = false,
) =>
  write<wire.PlacementView>('PUT', `/containers/${segment(container_id)}/positions/${segment(position)}`, {
    key,
    body: move ? { code, move } : { code },
    patient,
  });

export const undo = (entry_id: string, key: string) =>
  write<wire.PlacementView>('POST', `/entries/${segment(entry_id)}/undo`, { key });

export const sample = (id: string) => read<wire.SampleView>(`/samples/${segment(id)}`);

export const sample_timeline = (id: string) => read<wire.TimelineView>(`/samples/${segment(id)}/timeline`);
