let path = $state(location.pathname);
/** Counts the arrivals, so that opening the same address again is an arrival too. */
let arrivals = $state(0);

export const here = {
  get path(): string {
    return path;
  },
  get arrivals(): number {
    return arrivals;
  },
};

export function go(to: string): void {
  if (to !== location.pathname) history.pushState(null, '', to);
  arrive();
}

function arrive(): void {
  path = location.pathname;
  arrivals += 1;
}

/** Turns clicks on links of this site into arrivals; returns the way to stop. */
export function start_router(): () => void {
  const click = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin || link.target) return;
    event.preventDefault();
    go(link.pathname);
  };
  document.addEventListener('click', click);
  addEventListener('popstate', arrive);
  return () => {
    document.removeEventListener('click', click);
    removeEventListener('popstate', arrive);
  };
}
