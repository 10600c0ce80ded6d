import { untrack } from 'svelte';

/** The containers last opened on this device, the latest first; codes only. */
export interface RecentContainer {
  id: string;
  code: string;
  place: string;
  filled: number;
  capacity: number;
}

const kStored = 'frostkeep.recent';
const kKept = 8;

function stored(): RecentContainer[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(kStored) ?? '[]');
    return Array.isArray(list) ? (list as RecentContainer[]) : [];
  } catch {
    return [];
  }
}

class Recent {
  containers = $state.raw<RecentContainer[]>(stored());

  remember(container: RecentContainer): void {
    const others = untrack(() => this.containers).filter(({ id }) => id !== container.id);
    const kept = [container, ...others].slice(0, kKept);
    this.containers = kept;
    localStorage.setItem(kStored, JSON.stringify(kept));
  }
}

export const recent = new Recent();
