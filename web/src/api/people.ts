import { read, write } from './client';
import type * as wire from './people_types';

/** Participants, consent, visits and receptions. Failures: as in frostkeep.ts. */

const segment = encodeURIComponent;
const person = (id: string) => `/participants/${segment(id)}`;
const visit_path = (id: string) => `/collection-events/${segment(id)}`;

export const studies = async () => (await read<{ items: wire.StudyView[] }>('/studies')).items;

export const participant = (id: string) => read<wire.ParticipantView>(person(id));

export const participants = (study_id: string, after = '') =>
  read<{ items: wire.ParticipantLine[]; more: boolean }>(
    `/participants?study_id=${segment(study_id)}${after ? `&after=${segment(after)}` : ''}`,
  );

export const register_participant = (body: wire.Registration, key: string) =>
  write<wire.ParticipantView>('POST', '/participants', { key, body });

/** Exactly one of the three; found is what is equal. */
export const find_participants = async (
  body: { resident_id?: string; phone?: string; name?: string },
  key: string,
) => (await write<{ items: wire.ParticipantView[] }>('POST', '/participant-searches', { key, body })).items;

export const stratify = (id: string, body: wire.StratumView, key: string) =>
  write<wire.ParticipantView>('POST', `${person(id)}/strata`, { key, body });

/** Leaves an entry in the ledger. */
export const show_identity = (id: string, reason: string, key: string) =>
  write<wire.Identity>('POST', `${person(id)}/identity-views`, { key, body: { reason } });

export const consent_forms = async (study_id: string) =>
  (await read<{ items: wire.ConsentForm[] }>(`/consent-forms?study_id=${segment(study_id)}`)).items;

export const consent = (id: string, study_id: string) =>
  read<wire.ConsentView>(`${person(id)}/consent?study_id=${segment(study_id)}`);

export const record_consent = (
  id: string,
  body: { form_id: string; given_at?: string; answers: { purpose: string; agreed: boolean }[] },
  key: string,
) => write<wire.ConsentView>('POST', `${person(id)}/consents`, { key, body });

export const withdraw_consent = (
  id: string,
  body: { study_id: string; level: wire.WithdrawalLevel; reason?: string },
  key: string,
) => write<wire.ConsentView>('POST', `${person(id)}/withdrawals`, { key, body });

export const protocols = async (study_id: string) =>
  (await read<{ items: wire.Protocol[] }>(`/protocols?study_id=${segment(study_id)}`)).items;

export const visits = async (id: string) =>
  (await read<{ items: wire.Visit[] }>(`${person(id)}/collection-events`)).items;

/** Opens the visit, or gives the one that is open already. */
export const start_visit = (participant: string, event: string, key: string) =>
  write<wire.Visit>('POST', '/collection-events', { key, body: { participant, event } });

export const collect_tube = (id: string, body: wire.DrawnTube, key: string, patient: (n: number) => void) =>
  write<wire.Visit>('POST', `${visit_path(id)}/tubes`, { key, body, patient });

export const skip_tube = (id: string, sample_id: string, reason: string, key: string) =>
  write<wire.Visit>('POST', `${visit_path(id)}/skips`, { key, body: { sample_id, reason } });

export const close_visit = (id: string, key: string) =>
  write<wire.Visit>('POST', `${visit_path(id)}/close`, { key });

export const receive_tubes = (body: wire.ReceptionOrder, key: string, patient: (n: number) => void) =>
  write<wire.ReceptionView>('POST', '/receptions', { key, body, patient });
