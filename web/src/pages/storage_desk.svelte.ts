import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import * as api from '../api/storage';
import { refusal_of, type Refusal } from '../shell/refusal';

export const kFreezerRank = 20;
export const kShelfRank = 30;
export const kRackRank = 40;
export const kBoxRank = 60;

/** A line of the tree as it stands on the screen. */
export interface TreeLine {
  id: string;
  depth: number;
  /** Missing for a site. */
  node?: api.StorageNode;
  site?: api.SiteStorage['site'];
  open: boolean;
  /** Whether anything may stand below it. */
  opens: boolean;
}

/** The tree of all sites; what stands in a freezer is read when it is asked for. */
export class StorageDesk {
  sites = $state.raw<api.SiteStorage[] | null>(null);
  refusal = $state.raw<Refusal | null>(null);
  chosen = $state('');
  readonly below = new SvelteMap<string, api.StorageNode[]>();
  private readonly open_ = new SvelteSet<string>();
  private readonly nodes_ = new SvelteMap<string, api.StorageNode>();

  get lines(): TreeLine[] {
    const out: TreeLine[] = [];
    for (const { site } of this.sites ?? []) {
      out.push({ id: site.id, depth: 0, site, open: this.open_.has(site.id), opens: true });
      if (this.open_.has(site.id)) for (const node of this.below.get(site.id) ?? []) this.add(out, node, 1);
    }
    return out;
  }

  get node(): api.StorageNode | undefined {
    return this.nodes_.get(this.chosen);
  }

  get site(): api.SiteStorage | undefined {
    return this.sites?.find(({ site }) => site.id === this.chosen);
  }

  /** The freezer that the chosen thing is or stands in. */
  get freezer(): api.StorageNode | undefined {
    for (let node = this.node; node; node = this.nodes_.get(node.parent_id ?? '')) {
      if (node.container.rank === kFreezerRank) return node;
    }
    return undefined;
  }

  async load(wanted: string): Promise<void> {
    this.refusal = null;
    try {
      const sites = await api.storage();
      this.sites = sites;
      for (const { site, nodes } of sites) {
        this.open_.add(site.id);
        for (const node of nodes) this.keep(node);
        const ids = new Set(nodes.map(({ container }) => container.id));
        const outer = nodes.filter(({ parent_id }) => parent_id === undefined || !ids.has(parent_id));
        this.below.set(site.id, outer);
        for (const { container } of nodes) {
          const inner = nodes.filter(({ parent_id }) => parent_id === container.id);
          if (inner.length > 0) this.below.set(container.id, inner);
          if (inner.length > 0) this.open_.add(container.id);
        }
      }
      const first = sites
        .flatMap(({ nodes }) => nodes)
        .find(({ container }) => container.rank === kFreezerRank);
      await this.choose(this.nodes_.has(wanted) ? wanted : (first?.container.id ?? sites[0]?.site.id ?? ''));
    } catch (error) {
      this.refusal = refusal_of(error);
    }
  }

  async choose(id: string): Promise<void> {
    this.chosen = id;
    const node = this.nodes_.get(id);
    if (!node || node.container.rank < kFreezerRank || node.container.rank >= kBoxRank) return;
    const inner = await this.read(id);
    // A freezer is drawn with the racks of all its shelves.
    if (node.container.rank < kShelfRank) {
      await Promise.all(inner.map(({ container }) => this.read(container.id)));
    }
  }

  async unfold(id: string, open: boolean): Promise<void> {
    if (!open) {
      this.open_.delete(id);
      return;
    }
    this.open_.add(id);
    if (this.nodes_.has(id)) await this.read(id);
  }

  private async read(id: string): Promise<api.StorageNode[]> {
    const known = this.below.get(id);
    if (known) return known;
    const found = await api.children(id);
    for (const node of found) this.keep(node);
    this.below.set(id, found);
    return found;
  }

  private keep(node: api.StorageNode): void {
    this.nodes_.set(node.container.id, node);
  }

  private add(out: TreeLine[], node: api.StorageNode, depth: number): void {
    const { id, rank } = node.container;
    const open = this.open_.has(id);
    out.push({ id, depth, node, open, opens: rank < kRackRank && node.filled > 0 });
    if (open && rank < kRackRank)
      for (const inner of this.below.get(id) ?? []) this.add(out, inner, depth + 1);
  }
}

/** Percent of the tube cells that are taken; null where there are none yet. */
export function percent_of(node: api.StorageNode | undefined): number | null {
  const fill = node?.tubes;
  if (!fill || fill.positions === 0) return null;
  return Math.round(fill.fill_permille / 10);
}

/** The five flat steps of a fill level: 1 up to a fifth, 5 above four fifths. */
export function step_of(percent: number): number {
  return Math.min(5, Math.floor(percent / 20) + 1);
}

/** All together. */
export function sum_of(nodes: readonly api.StorageNode[]): { filled: number; positions: number } {
  const outer = nodes.filter(({ parent_id }) => !nodes.some(({ container }) => container.id === parent_id));
  return outer.reduce(
    (sum, { tubes }) => ({
      filled: sum.filled + (tubes ? tubes.filled + tubes.held : 0),
      positions: sum.positions + (tubes ? tubes.positions - tubes.blocked : 0),
    }),
    { filled: 0, positions: 0 },
  );
}
