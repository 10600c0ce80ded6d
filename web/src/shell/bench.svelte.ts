/** Change of the person at a shared workstation: a scanned badge waits for its PIN. */
class Bench {
  badge = $state<{ code: string; name: string } | null>(null);

  ask(code: string, name: string): void {
    this.badge = { code, name };
  }

  forget(): void {
    this.badge = null;
  }
}

export const bench = new Bench();
