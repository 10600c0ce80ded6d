const kSteps: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowDown: (at, length) => Math.min(at + 1, length - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, length) => length - 1,
};

/**
 * For a list of links or buttons marked `data-row`: one stop of the Tab key, arrows walk it. Attach it to the list
 * (`{@attach walked}`); rows may come and go.
 */
export function walked(list: HTMLElement): () => void {
  const rows = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row]')];

  function stop_at(row: HTMLElement | undefined): void {
    for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
  }

  function settle(): void {
    const all = rows();
    stop_at(all.find((row) => row.tabIndex === 0 && row.hasAttribute('data-walked')) ?? all[0]);
  }

  function press(event: KeyboardEvent): void {
    const step = kSteps[event.key];
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    all[step(at, all.length)]?.focus();
  }

  function arrive(event: FocusEvent): void {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (!row) return;
    for (const other of rows()) other.toggleAttribute('data-walked', other === row);
    stop_at(row);
  }

  const watch = new MutationObserver(settle);
  watch.observe(list, { childList: true, subtree: true });
  list.addEventListener('keydown', press);
  list.addEventListener('focusin', arrive);
  settle();
  return () => {
    watch.disconnect();
    list.removeEventListener('keydown', press);
    list.removeEventListener('focusin', arrive);
  };
}
