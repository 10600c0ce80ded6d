let path = $state(location.pathname);
let query = $state(location.search);
/** Counts the arrivals, so that opening the same address again is an arrival too. */
let arrivals = $state(0);

export const here = {
  get path(): string {
    return path;
  },
  /** What stands behind the question mark of the address. */
  get query(): URLSearchParams {
    return new URLSearchParams(query);
  },
  get arrivals(): number {
    return arrivals;
  },
};

export function go(to: string): void {
  if (to !== location.pathname + location.search) history.pushState(null, '', to);
  arrive();
}

/** The same page with another query; no arrival, and no step to go back to. */
export function requery(wanted: URLSearchParams): void {
  const text = wanted.toString();
  history.replaceState(null, '', text === '' ? location.pathname : `${location.pathname}?${text}`);
  query = location.search;
}

let waiting: (() => void)[] = [];

/** Settles when the page of the present address stands. */
export function settled(): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve));
}

/** Said by the shell once the page of the present address stands. */
export function settle(): void {
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve();
}

function arrive(): void {
  path = location.pathname;
  query = location.search;
  arrivals += 1;
}

/** Turns clicks on links of this site into arrivals; returns the way to stop. */
export function start_router(): () => void {
  const click = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    if (link.target || link.hasAttribute('download')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
  document.addEventListener('click', click);
  addEventListener('popstate', arrive);
  return () => {
    document.removeEventListener('click', click);
    removeEventListener('popstate', arrive);
  };
}
