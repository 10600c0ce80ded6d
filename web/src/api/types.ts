/**
 * The bodies of the API as the pages use them: the one place that names wire shapes. Ids are strings (64 bits do not
 * fit a JavaScript number); times are ISO 8601 in UTC.
 */

export type ThingKind = 'sample' | 'container' | 'participant' | 'user' | 'printer';

export type SampleState =
  | 'expected'
  | 'collected'
  | 'in_transit'
  | 'received'
  | 'in_process'
  | 'stored'
  | 'checked_out'
  | 'distributed'
  | 'depleted'
  | 'destroyed'
  | 'lost'
  | 'entered_in_error';

export interface SiteView {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  zone: string;
}

export interface SessionView {
  user: { id: string; user_name: string; display_name: string; initials: string };
  site: SiteView;
  sites: SiteView[];
  roles: string[];
  permissions: string[];
  csrf_token: string;
  device_id: string;
  expires_at: string;
}

export interface SessionBody {
  user_name: string;
  password: string;
  site_id?: string;
  device_id?: string;
}

/** One container on the way from the site down to a thing; `position` is where it sits in the one before it. */
export interface PathStep {
  id: string;
  code: string;
  position?: string | null;
  type_zh: string;
  type_en: string;
}

export interface ScanCodeView {
  code: string;
  kind: ThingKind;
  id: string;
  title: string;
  state?: SampleState;
  material?: string;
  location: PathStep[];
}

export interface ContainerTypeView {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  /** 0 for a container without a grid. */
  rows: number;
  columns: number;
  row_labels: AxisScheme;
  column_labels: AxisScheme;
  /** `rows_from_top_left`, `columns_from_bottom_right_snaking` … : sixteen words. */
  fill_order: string;
}

/** How the cells of an axis are named; `running` stands on both axes or on neither. */
export type AxisScheme = 'numbers' | 'letters' | 'roman' | 'running';

export interface PositionView {
  position: string;
  kind: 'sample' | 'container' | 'hold' | 'block';
  id: string;
  code: string | null;
  state: SampleState | null;
  material: string | null;
  study: string | null;
  restricted: boolean;
  since: string | null;
}

export interface ContainerView {
  id: string;
  code: string;
  version: string;
  state: string;
  rank: number;
  type: ContainerTypeView;
  site: { id: string; code: string; name_zh: string; name_en: string };
  path: PathStep[];
  allowed: { materials: string[]; studies: string[]; temperature_c: number | null };
  capacity: number;
  next_position: string | null;
  positions: PositionView[];
}

export interface PlacementView {
  entry_id: string;
  container_id: string;
  position: string;
  kind: 'sample' | 'container';
  id: string;
  code: string;
  state: SampleState | null;
  material: string | null;
  study: string | null;
  restricted: boolean;
  moved_from: PathStep[] | null;
  next_position: string | null;
  warnings: { code: string; detail: string }[];
  undo_until: string;
}

export interface Violation {
  code: string;
  field?: string;
  position?: string;
  row?: number;
  detail: string;
  location?: { code: string; position?: string | null }[];
  occupant?: { code: string; material: string | null; state: string | null; by: string; since: string };
  offered?: { container_code: string; position: string };
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  remedy: string;
  request_id: string;
  violations: Violation[];
}

export interface AmountView {
  volume_nl?: string | null;
  mass_pg?: string | null;
  cells?: string | null;
  /** What was typed, with its UCUM unit. */
  entered?: string | null;
  unit?: string | null;
}

export interface RelativeView {
  id: string;
  code: string;
  state: SampleState;
  material: string | null;
  amount?: AmountView | null;
  position?: string | null;
}

export interface SampleView {
  id: string;
  code: string;
  codes: string[];
  version: string;
  state: SampleState;
  material: string | null;
  study: { id: string; code: string; name_zh: string; name_en: string } | null;
  participant_code: string | null;
  event: { id: string; name_zh: string; name_en: string } | null;
  amount: AmountView | null;
  thaw_count: number;
  restrictions: { kind: string; since: string; reason: string | null }[];
  location: PathStep[];
  parents: RelativeView[];
  children: RelativeView[];
  sprec: string | null;
}

export interface TimelineItem {
  entry_id: string;
  sequence: string;
  what: string;
  event_time: string;
  entry_time: string;
  actor: { display_name: string };
  site: string | null;
  reason: string | null;
  corrects: string | null;
  struck_by: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
}

export interface TimelineView {
  items: TimelineItem[];
  next: string | null;
}
