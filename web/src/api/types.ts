/**
 * The bodies of the API as the pages use them: the one place that names wire shapes. Ids are strings (64 bits do not
 * fit a JavaScript number); times are ISO 8601 in UTC.
 */

export type ThingKind = 'sample' | 'container' | 'participant' | 'user' | 'printer';

export interface SiteView {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  zone: string;
}

export interface SessionView {
  user: { id: string; user_name: string; display_name: string; initials: string };
  /** Where the person works now; none without a grant at a site. */
  site?: SiteView;
  sites: SiteView[];
  roles: string[];
  permissions: string[];
  csrf_token: string;
  device_id: string;
  expires_at: string;
  password_change_needed: boolean;
}

export interface SessionBody {
  user_name: string;
  password: string;
  site_id?: string;
  device_id?: string;
}

/** One container on the way down to a thing, outermost first; `position` is its cell in the one before, or empty. */
export interface PathStep {
  id: string;
  code: string;
  position: string;
  type_zh: string;
  type_en: string;
}

export interface ScanCodeView {
  code: string;
  kind: ThingKind;
  id: string;
  title: string;
  state: string;
  material: string;
  location: PathStep[];
  position: string;
  place_kept: boolean;
}

export interface ContainerTypeView {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  rank: number;
  /** 0 for a container without a grid. */
  rows: number;
  columns: number;
  row_labels: AxisScheme;
  column_labels: AxisScheme;
  /** `rows_from_top_left`, `columns_from_bottom_right_snaking` … : sixteen words. */
  fill_order: string;
  holds_samples: boolean;
  materials: string[];
  temperature_mdeg_c?: number;
}

/** How the cells of an axis are named; `running` stands on both axes or on neither. */
export type AxisScheme = 'numbers' | 'letters' | 'roman' | 'running';

/** A taken cell. What does not apply is an empty text. */
export interface PositionView {
  position: string;
  kind: 'sample' | 'container' | 'hold' | 'block';
  id: string;
  code: string;
  state: string;
  material: string;
  study: string;
  restricted: boolean;
  since: string;
}

export interface ContainerView {
  id: string;
  code: string;
  name: string;
  version: number;
  state: string;
  purpose: string;
  type: ContainerTypeView;
  site?: SiteView;
  /** The containers around this one, without itself. */
  path: PathStep[];
  /** Its own cell in the last step of the path. */
  position: string;
  allowed_materials: string[];
  allowed_study?: string;
  temperature_mdeg_c?: number;
  capacity: number;
  /** Empty if full. */
  next_position: string;
  positions: PositionView[];
}

export interface WarningView {
  code: string;
  detail: string;
  remedy: string;
}

export interface PlacementView {
  entry_id: string;
  container_id: string;
  container_code: string;
  position: string;
  kind: 'sample' | 'container' | 'hold' | 'block';
  id: string;
  code: string;
  state: string;
  material: string;
  study: string;
  restricted: boolean;
  /** Container and cell that it was in, as people write it. */
  moved_from?: string;
  warnings: WarningView[];
  since: string;
  undo_until: string;
}

export interface Violation {
  code: string;
  field?: string;
  position?: string;
  row?: string;
  location?: string;
  detail: string;
  remedy: string;
  /** Further facts by name: `occupant`, `by`, `since`, `offered` … */
  values?: Readonly<Record<string, string>>;
}

export interface ProblemBody {
  title: string;
  status: number;
  code: string;
  detail: string;
  remedy: string;
  request_id: string;
  violations: Violation[];
}

/** Whole numbers; `entered` and `unit` (UCUM) are what was typed. */
export interface AmountView {
  volume_nl?: number;
  mass_pg?: number;
  cells?: number;
  entered: string;
  unit: string;
}

export interface RelativeView {
  id: string;
  code: string;
  material: string;
  state: string;
  kind: string;
}

export interface SampleView {
  id: string;
  code: string;
  codes: string[];
  version: number;
  kind: string;
  state: string;
  material: string;
  tube: string;
  role: string;
  study?: { id: string; code: string; name_zh: string; name_en: string };
  owner_site?: SiteView;
  amount: AmountView;
  thaw_count: number;
  collected_at?: string;
  received_at?: string;
  frozen_at?: string;
  sprec: string;
  /** A condition seen at reception, or empty. */
  mark: string;
  location: PathStep[];
  /** The cell in the last step of the location. */
  position: string;
  /** It is out; the location waits for it. */
  place_kept: boolean;
  parents: RelativeView[];
  children: RelativeView[];
}

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

export interface TimelineItem {
  entry_id: string;
  sequence: number;
  what: string;
  event_time: string;
  entry_time: string;
  actor: string;
  site: string;
  reason: string;
  corrects?: string;
  struck_by?: string;
  changes: FieldChange[];
}

export interface TimelineView {
  /** In order of event time, the oldest first. */
  items: TimelineItem[];
  more: boolean;
}
