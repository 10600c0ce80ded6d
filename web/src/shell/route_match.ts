import type { Component } from 'svelte';

/** What a page gets: the named parts of its address. */
export interface PageProps {
  params: Readonly<Record<string, string>>;
}

export type RailItem =
  | 'today'
  | 'participants'
  | 'chair'
  | 'reception'
  | 'bench'
  | 'aliquot'
  | 'samples'
  | 'storage'
  | 'house'
  | 'device';

export interface Route {
  /** `/containers/:id`: a segment that starts with a colon is a named part. */
  pattern: string;
  rail: RailItem;
  /** The page's component; it may leave the parts of its address alone. */
  load: () => Promise<{ default: Component<never> }>;
}

export interface Match {
  route: Route;
  params: Readonly<Record<string, string>>;
}

export function match(routes: readonly Route[], path: string): Match | null {
  const parts = path.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.pattern.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((piece, index) => {
      const part = decode(parts[index]!);
      if (!piece.startsWith(':')) return piece === part;
      params[piece.slice(1)] = part;
      return part !== '';
    });
    if (fits) return { route, params };
  }
  return null;
}

/** A broken escape is an unknown page, not an error. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
