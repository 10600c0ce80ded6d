import * as api from '../api/frostkeep';
import * as samples from '../api/samples';
import { Problem } from '../api/problem';
import { refusal_of, type Refusal } from '../shell/refusal';

/** What the person narrows the list by, as it stands in the page's address. */
export type SearchField = 'code' | 'participant' | 'visit' | 'material' | 'state' | 'study' | 'box';

export const kFields: readonly SearchField[] = [
  'code',
  'participant',
  'visit',
  'material',
  'state',
  'study',
  'box',
];

const kPage = 50;

type Wanted = Readonly<Record<SearchField, string>>;

export function wanted_of(query: URLSearchParams): Wanted {
  return Object.fromEntries(kFields.map((field) => [field, query.get(field) ?? ''])) as Record<
    SearchField,
    string
  >;
}

export function query_of(wanted: Wanted): URLSearchParams {
  return new URLSearchParams(kFields.map((field) => [field, wanted[field]]).filter(([, text]) => text));
}

/** A list of tubes that is narrowed step by step and read page by page. */
export class SamplesSearch {
  wanted = $state.raw<Wanted>(wanted_of(new URLSearchParams()));
  items = $state.raw<samples.SampleLine[]>([]);
  next = $state('');
  busy = $state(true);
  refusal = $state.raw<Refusal | null>(null);
  /** The field whose text names nothing that the person may see. */
  unknown = $state<SearchField | null>(null);
  /** What the list was last read with. */
  filter = $state.raw<samples.SampleFilter>({});
  participant_id = $state('');
  private asked_ = 0;
  private readonly ids_ = new Map<string, Promise<string | null>>();

  async look(wanted: Wanted): Promise<void> {
    this.wanted = wanted;
    const turn = ++this.asked_;
    this.busy = true;
    try {
      const filter = await this.filter_of(wanted);
      // A later wish has overtaken this one.
      if (turn !== this.asked_) return;
      const page = filter ? await samples.list(filter, '', kPage) : { items: [] };
      if (turn !== this.asked_) return;
      this.filter = filter ?? {};
      this.refusal = null;
      this.show(page, []);
    } catch (error) {
      if (turn === this.asked_) this.refusal = refusal_of(error);
    } finally {
      if (turn === this.asked_) this.busy = false;
    }
  }

  async more(): Promise<void> {
    if (this.busy || this.next === '') return;
    const turn = this.asked_;
    this.busy = true;
    try {
      const page = await samples.list(this.filter, this.next, kPage);
      if (turn === this.asked_) this.show(page, this.items);
    } catch (error) {
      if (turn === this.asked_) this.refusal = refusal_of(error);
    } finally {
      if (turn === this.asked_) this.busy = false;
    }
  }

  private show(page: samples.SamplePage, before: samples.SampleLine[]): void {
    this.items = [...before, ...page.items];
    this.next = page.next ?? '';
  }

  /** Null where a participant or a box is named that isn't there. */
  private async filter_of(wanted: Wanted): Promise<samples.SampleFilter | null> {
    const { code, visit: event_id, material, state, study: study_id } = wanted;
    const [participant_id, container_id] = await Promise.all([
      this.id_of('participant', wanted.participant),
      this.id_of('container', wanted.box),
    ]);
    this.unknown = participant_id === null ? 'participant' : container_id === null ? 'box' : null;
    this.participant_id = participant_id ?? '';
    if (participant_id === null || container_id === null) return null;
    return { code, event_id, material, state, study_id, participant_id, container_id };
  }

  private id_of(kind: 'participant' | 'container', code: string): Promise<string | null> {
    if (code === '') return Promise.resolve('');
    const known = this.ids_.get(`${kind} ${code}`);
    if (known) return known;
    const asked = api.resolve_code(code).then(
      (thing) => (thing.kind === kind ? thing.id : null),
      (error: unknown) => {
        if (error instanceof Problem && (error.status === 404 || error.status === 422)) return null;
        this.ids_.delete(`${kind} ${code}`);
        throw error;
      },
    );
    this.ids_.set(`${kind} ${code}`, asked);
    return asked;
  }
}
