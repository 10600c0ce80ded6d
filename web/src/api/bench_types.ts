/** Bodies of the bench: tubes with their clocks, processing steps, aliquots, corrections. */
import type { AmountView, FieldChange, WarningView } from './types';

export interface ClockView {
  /** `clotting` is a shortest time, all others a longest. */
  step: string;
  state: 'calm' | 'near' | 'exceeded';
  from: string;
  due: string;
  elapsed_s: number;
  /** Below zero: exceeded by so much. */
  left_s: number;
}

export type SpinKind = 'first_spin' | 'second_spin';
export type StepKind = SpinKind | 'not_spun' | 'hold' | 'freezing';
export type NextStep = 'receive' | 'wait' | 'spin' | 'aliquot' | 'store' | 'put_back';

export interface BenchTube {
  id: string;
  code: string;
  material: string;
  tube: string;
  role: string;
  kind: string;
  state: string;
  study: string;
  participant: string;
  visit: string;
  mark: string;
  spun_at?: string;
  next: NextStep;
  /** The most urgent one. */
  clock?: ClockView;
  /** The step in which it is now. */
  running_step?: string;
}

export interface ProcessingStep {
  id: string;
  kind: StepKind;
  started_at: string;
  ended_at?: string;
  force_g?: number;
  minutes?: number;
  temperature_mdeg_c?: number;
  brake?: boolean;
  equipment: string;
  deviation: string;
}

export interface RunningStep {
  step: ProcessingStep;
  tubes: string[];
}

export interface BenchView {
  server_time: string;
  waiting: number;
  near: number;
  overdue: number;
  /** The most urgent first. */
  tubes: BenchTube[];
  more: boolean;
  running: RunningStep[];
}

/** How a centrifuge is set; what isn't told is not recorded. */
export interface SpinSettings {
  force_g?: number;
  minutes?: number;
  temperature_mdeg_c?: number;
  brake?: boolean;
}

export interface SpinOrder extends SpinSettings {
  kind: SpinKind;
  codes: string[];
  equipment?: string;
  deviation?: string;
}

export interface ProcessingView {
  step: ProcessingStep;
  tubes: { id: string; code: string; material: string; role: string; state: string; sprec: string }[];
  warnings: WarningView[];
}

export interface ChildOrder {
  code?: string;
  material?: string;
  amount?: string;
  tube?: string;
  role?: string;
  count?: number;
}

export interface ChildView {
  id: string;
  code: string;
  kind: string;
  material: string;
  role: string;
  amount: AmountView;
}

export interface AliquotsView {
  entry_id: string;
  parent_id: string;
  parent_code: string;
  parent_state: string;
  parent_amount: AmountView;
  children: ChildView[];
  warnings: WarningView[];
}

export interface CorrectionOrder {
  reason: string;
  amount?: string;
  material?: string;
  mark?: string;
  collected_at?: string;
  received_at?: string;
  frozen_at?: string;
  container_id?: string;
  position?: string;
  swap_with?: string;
  participant?: string;
  event?: string;
}

export interface CorrectionView {
  /** The corrected tube first. */
  tubes: {
    id: string;
    code: string;
    changes: FieldChange[];
    /** Its label no longer says what is so. */
    relabel: boolean;
  }[];
  warnings: WarningView[];
}
