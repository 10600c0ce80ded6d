import check from 'lucide:corner-down-left';
import * as api from '../api/frostkeep';
import { print_at } from '../api/bench';
import { new_key } from '../api/idempotency';
import * as people from '../api/people';
import type { ConsentView, DrawnTube, ParticipantView, Protocol, Visit } from '../api/people_types';
import { Problem } from '../api/problem';
import type { ScanCodeView } from '../api/types';
import { drawn_lines, next_tube, strip_tubes, tally } from '../elements/strip_tubes';
import { condition_name, tube_name } from '../i18n/code_lists';
import { sentences, t } from '../i18n/language.svelte';
import { is_own_code, type Command } from '../scan/scan_code';
import type { Outcome, ScanWork } from '../scan/scan_queue.svelte';
import { band } from '../shell/band.svelte';
import { acknowledged, open_code, refuse } from '../shell/open_thing';
import { refusal_of, type Refusal } from '../shell/refusal';
import { go } from '../shell/router.svelte';
import { event_to_open, planned_visits, type PlannedVisit } from './chair_plan';

/** One person at the chair: which visit is open, what it still waits for, and what each scan means. */
export class ChairDesk {
  person = $state.raw<ParticipantView | null>(null);
  consent = $state.raw<ConsentView | null>(null);
  visit = $state.raw<Visit | null>(null);
  planned = $state.raw<PlannedVisit[]>([]);
  refusal = $state.raw<Refusal | null>(null);
  /** Conditions that the next tube is in. */
  seen = $state.raw<string[]>([]);
  /** A code that belongs to nothing, while everything planned is drawn: it may be a tube beside the plan. */
  beside = $state<string | null>(null);
  private chosen_ = $state('');
  private ready_: Promise<void> = Promise.resolve();

  readonly next = $derived(this.visit ? next_tube(this.visit, this.chosen_) : '');
  readonly tubes = $derived(this.visit ? strip_tubes(this.visit, this.next) : []);
  readonly tally = $derived(this.visit ? tally(this.visit) : { drawn: 0, planned: 0 });

  open(participant_id: string, event: string | undefined): Promise<void> {
    this.ready_ = this.load(participant_id, event);
    return this.ready_;
  }

  private async load(participant_id: string, event: string | undefined): Promise<void> {
    this.refusal = null;
    try {
      const person = await people.participant(participant_id);
      const enrolment = person.enrolments[0];
      this.person = person;
      if (!enrolment?.study) return;
      const [consent, visits, protocols] = await Promise.all([
        people.consent(person.id, enrolment.study.id),
        people.visits(person.id),
        people.protocols(enrolment.study.id),
      ]);
      this.consent = consent;
      await this.begin(enrolment.study_code, visits, protocols, event);
    } catch (error) {
      this.refusal = refusal_of(error);
    }
  }

  private async begin(
    card: string,
    visits: readonly Visit[],
    protocols: readonly Protocol[],
    event: string | undefined,
  ): Promise<void> {
    const wanted = event ?? event_to_open(visits, protocols, new Date());
    const there = visits.find((visit) => visit.event === wanted);
    if (wanted && !there) this.visit = await people.start_visit(card, wanted, new_key());
    else this.visit = there ?? null;
    const all = this.visit && !there ? [...visits, this.visit] : visits;
    this.planned = planned_visits(all, protocols);
  }

  choose(id: string): void {
    this.chosen_ = id;
  }

  take(code: string, key: string): ScanWork {
    const line = this.visit && drawn_lines(this.visit).find(({ tube }) => tube.code === code);
    return {
      note: line ? tube_name(line.container) : t('scan.looking_up'),
      run: (_, offline) => this.run(code, key, offline),
    };
  }

  command(command: Command): void {
    if (command === 'finish') void (this.visit && !this.visit.closed_at ? this.finish() : go('/chair'));
    else if (command.startsWith('seen_')) this.see(command.slice('seen_'.length));
  }

  /** The next tube is in this condition; said once more, it isn't. */
  see(condition: string): void {
    const known = this.seen.includes(condition);
    this.seen = known ? this.seen.filter((other) => other !== condition) : [...this.seen, condition];
  }

  private async run(code: string, key: string, offline: (attempt: number) => void): Promise<Outcome> {
    await this.ready_;
    const { visit } = this;
    const known = visit && [...visit.lines.map(({ tube }) => tube), ...visit.unplanned];
    if (visit && known?.some((tube) => tube?.code === code)) return this.draw({ code }, key, offline);
    try {
      const thing = await this.resolve(code);
      if (thing && thing.kind !== 'sample') {
        if (thing.kind === 'participant' && thing.id === this.person?.id) {
          return { fate: 'repeat', note: t('chair.same_person') };
        }
        if (thing.kind === 'printer' && visit) return await this.print(code, visit, key);
        return await open_code(code);
      }
      if (!visit) return refuse(t('chair.no_visit.title'), t('chair.no_visit.sentence'), code);
      // A maker's code says nothing of ours: it is bound to the tube that the screen points at.
      if (thing || is_own_code(code)) return await this.draw({ code }, key, offline);
      if (this.next !== '') return await this.draw({ code, planned_id: this.next }, key, offline);
      this.beside = code;
      return { fate: 'warning', note: t('chair.beside_plan') };
    } catch (error) {
      const { title, sentence } = refusal_of(error);
      return refuse(title, sentence, code);
    }
  }

  private async resolve(code: string): Promise<ScanCodeView | null> {
    try {
      return await api.resolve_code(code);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null;
      throw error;
    }
  }

  /** The labels of the tubes that are still to be drawn. */
  private async print(printer: string, visit: Visit, key: string): Promise<Outcome> {
    await print_at(printer, { planned_tubes_of: [visit.id] }, key);
    return { fate: 'done', note: t('print.queued') };
  }

  private async draw(
    tube: Omit<DrawnTube, 'conditions'>,
    key: string,
    offline: (attempt: number) => void,
  ): Promise<Outcome> {
    try {
      const conditions = this.seen;
      this.visit = await people.collect_tube(this.visit!.id, { ...tube, conditions }, key, offline);
      this.seen = [];
      return await this.drawn(this.visit, conditions);
    } catch (error) {
      const { title, sentence, code } = refusal_of(error);
      if (code === 'state_forbids' && this.is_drawn(tube.code)) {
        return { fate: 'repeat', note: t('chair.drawn_already') };
      }
      return refuse(title, sentence, tube.code);
    }
  }

  private is_drawn(code: string): boolean {
    return this.tubes.some((tube) => tube.code === code && tube.collected_at !== undefined);
  }

  /** Says what came of a draw, and ends the visit with its last tube. */
  private async drawn(visit: Visit, conditions: readonly string[]): Promise<Outcome> {
    const tube = this.tubes.find(({ id }) => id === visit.touched_id);
    const name = tube ? `${tube.letters} ${tube_name(tube.container)}` : '';
    const mark = conditions.map(condition_name).join(t('list.comma'));
    const note = mark === '' ? name : `${name} · ${mark}`;
    const told = visit.warnings.map(({ detail, remedy }) => sentences(detail, remedy));
    const warned = told.length > 0 || mark !== '';
    if (visit.expected === 0 && !visit.closed_at) await this.close();
    const finished = visit.expected === 0 ? t('chair.finished') : this.next_sentence();
    band.show({
      kind: warned ? 'warning' : 'done',
      title: t('chair.drawn', { name: note }),
      sentence: sentences(...told, finished),
      codes: tube ? [tube.code] : [],
      actions: [],
    });
    return { fate: warned ? 'warning' : 'done', note };
  }

  private next_sentence(): string {
    const tube = this.tubes.find(({ id }) => id === this.next);
    return tube ? t('chair.next_is', { name: tube_name(tube.container), amount: tube.amount }) : '';
  }

  private async close(): Promise<void> {
    this.visit = await people.close_visit(this.visit!.id, new_key());
    this.planned = this.planned.map((one) =>
      one.event === this.visit!.event ? { ...one, state: 'done' as const } : one,
    );
  }

  /** The person leaves; what is missing may still come. */
  async finish(): Promise<void> {
    try {
      await this.close();
      const { warnings } = this.visit!;
      band.show({
        kind: warnings.length > 0 ? 'warning' : 'done',
        title: t('chair.closed'),
        sentence: sentences(...warnings.map(({ detail }) => detail), t('chair.late_possible')),
        codes: [],
        actions: [],
      });
    } catch (error) {
      this.tell(error);
    }
  }

  /** A planned tube is not drawn. Gives what is the matter, if anything. */
  async skip(id: string, reason: string, key: string): Promise<Refusal | null> {
    try {
      this.visit = await people.skip_tube(this.visit!.id, id, reason, key);
      if (this.visit.expected === 0 && !this.visit.closed_at) await this.close();
      return null;
    } catch (error) {
      return refusal_of(error);
    }
  }

  /** A tube beside the plan. */
  async draw_beside(tube: DrawnTube, key: string): Promise<Refusal | null> {
    try {
      this.visit = await people.collect_tube(this.visit!.id, tube, key, () => undefined);
      this.beside = null;
      await this.drawn(this.visit, tube.conditions);
      return null;
    } catch (error) {
      return refusal_of(error);
    }
  }

  private tell(error: unknown): void {
    const { title, sentence, codes } = refusal_of(error);
    const understood = { label: t('band.understood'), icon: check, filled: true, run: acknowledged };
    band.show({ kind: 'refused', title, sentence, codes, actions: [understood] });
  }
}
