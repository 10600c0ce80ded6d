import { read, write } from './client';
import type { ContainerTypeView, SiteView } from './types';

/** Storage as a tree with fill levels, and what changes it. */

/** Cells for tubes in a container and all below. */
export interface Fill {
  boxes: number;
  positions: number;
  filled: number;
  held: number;
  blocked: number;
  free: number;
  /** Filled and held of the cells that aren't blocked. */
  fill_permille: number;
}

export interface ContainerHead {
  id: string;
  code: string;
  name: string;
  version: number;
  state: string;
  purpose: string;
  type_id: string;
  type_code: string;
  type_zh: string;
  type_en: string;
  rank: number;
  holds_samples: boolean;
  site_id: string;
  temperature_mdeg_c?: number;
}

export interface StorageNode {
  container: ContainerHead;
  /** Absent: it stands by itself. */
  parent_id?: string;
  position: string;
  /** Its own cells; 0: no grid. */
  positions: number;
  filled: number;
  free?: number;
  tubes?: Fill;
}

export interface SiteStorage {
  site: SiteView;
  /** Rooms, freezers and what else stands in a room; parent_id nests them. */
  nodes: StorageNode[];
}

const of_container = (id: string) => `/containers/${encodeURIComponent(id)}`;

export const storage = async () => (await read<{ sites: SiteStorage[] }>('/storage')).sites;

export const children = async (id: string) =>
  (await read<{ items: StorageNode[] }>(`${of_container(id)}/children`)).items;

export const container_types = async () =>
  (await read<{ items: (ContainerTypeView & { retired: boolean })[] }>('/container-types')).items;

export interface TreeNode {
  type_id: string;
  /** So many in each of what is around it. */
  count: number;
  name?: string;
  contents: TreeNode[];
}

export interface Built {
  /** Containers made. */
  total: number;
  outermost: { id: string; code: string; name: string; position: string }[];
}

export const build = (body: { site_id: string; parent_id?: string; tree: TreeNode }, key: string) =>
  write<Built>('POST', '/containers', { key, body });

export const block = (id: string, positions: readonly string[], reason: string, key: string) =>
  write<{ version: number }>('POST', `${of_container(id)}/position-blocks`, {
    key,
    body: { positions, reason },
  });

export const release = (id: string, positions: readonly string[], key: string) =>
  write<{ version: number }>('POST', `${of_container(id)}/position-releases`, { key, body: { positions } });
