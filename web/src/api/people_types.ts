/** Bodies of participants, consent, visits at the chair and receptions, as the pages use them. */
import type { SiteView, WarningView } from './types';

export type Sex = 'male' | 'female';
export type Stratum = 'healthy' | 'high_risk' | 'diseased';
export type WithdrawalLevel = 'no_contact' | 'no_new_use' | 'destroy';
export type IdentityField = 'name' | 'resident_id' | 'phone' | 'address';

export interface StudyView {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
}

export interface EnrolmentView {
  id: string;
  /** Also the code of the participant's card. */
  study_code: string;
  study?: StudyView;
  site?: SiteView;
  enrolled_at: string;
}

export interface StratumView {
  stratum: Stratum;
  /** A day. */
  since: string;
  rule: string;
}

/** A participant without a name. */
export interface ParticipantView {
  id: string;
  version: number;
  sex?: Sex;
  /** A day, a month (`1968-04`) or a year. */
  birth_date?: string;
  withdrawal?: WithdrawalLevel;
  merged_into?: string;
  enrolments: EnrolmentView[];
  /** The latest first. */
  strata: StratumView[];
  /** Which identity fields are on record. */
  known: string[];
  warnings: WarningView[];
}

export interface ParticipantLine {
  id: string;
  study_code: string;
  sex?: Sex;
  birth_date?: string;
  stratum?: Stratum;
  withdrawal?: WithdrawalLevel;
  merged_into?: string;
  enrolled_at: string;
}

export interface Registration {
  study_id: string;
  name?: string;
  resident_id?: string;
  phone?: string;
  address?: string;
  sex?: Sex;
  birth_date?: string;
  stratum?: Stratum;
  stratum_since?: string;
  although_double?: boolean;
  reason?: string;
}

export type Identity = Readonly<Record<IdentityField, string>>;

export interface ConsentForm {
  id: string;
  study_id: string;
  code: string;
  form_version: string;
  title_zh: string;
  title_en: string;
  purposes: string[];
}

export interface ConsentAnswer {
  purpose: string;
  agreed: boolean;
  valid_from?: string;
  valid_to?: string;
  form_version?: string;
}

export interface Withdrawal {
  id: string;
  level: WithdrawalLevel;
  at: string;
  voided: boolean;
}

export interface ConsentView {
  withdrawal?: WithdrawalLevel;
  /** What holds now; a purpose that isn't there was never asked. */
  now: ConsentAnswer[];
  answers: ConsentAnswer[];
  withdrawals: Withdrawal[];
}

export interface PlannedEvent {
  code: string;
  name_zh: string;
  name_en: string;
  kind: 'baseline' | 'follow_up';
  after_months: number;
}

export interface Protocol {
  id: string;
  code: string;
  version: number;
  name_zh: string;
  name_en: string;
  retired?: boolean;
  events: PlannedEvent[];
}

/** A tube of a visit. */
export interface VisitTube {
  id: string;
  code: string;
  state: string;
  material: string;
  container: string;
  role: string;
  /** As entered. */
  amount: string;
  unit: string;
  collected_at?: string;
  mark: string;
}

export interface PlanLine {
  role: string;
  material: string;
  container: string;
  /** Of one tube, such as `5 mL`. */
  amount: string;
  /** Index of the line it is made of; absent for a tube to be drawn. */
  parent?: number;
  tube?: VisitTube;
}

export interface Visit {
  id: string;
  participant_id: string;
  study_code: string;
  study_id: string;
  site?: SiteView;
  event: string;
  event_name_zh: string;
  event_name_en: string;
  protocol_code: string;
  protocol_version: number;
  started_at: string;
  closed_at?: string;
  expected: number;
  collected: number;
  /** The plan, each tube behind what it is made of. */
  lines: PlanLine[];
  unplanned: VisitTube[];
  /** The tube of the scan that this answers. */
  touched_id?: string;
  warnings: WarningView[];
}

export interface DrawnTube {
  code: string;
  conditions: string[];
  amount?: string;
  planned_id?: string;
  unplanned?: { material: string; container: string };
  reason?: string;
}

export interface ReceivedTube {
  code: string;
  conditions: string[];
  rejected?: boolean;
  reason?: string;
}

export interface ReceptionOrder {
  temperature_mdeg_c?: number;
  /** A box whose tubes all came. */
  box?: string;
  tubes: ReceivedTube[];
}

export interface ReceptionRow {
  code: string;
  sample_id?: string;
  outcome: 'received' | 'rejected' | 'refused';
  state: string;
  material: string;
  mark: string;
  violations: WarningView[];
  warnings: WarningView[];
}

export interface ReceptionView {
  id: string;
  received_at: string;
  received: number;
  rejected: number;
  refused: number;
  rows: ReceptionRow[];
}
