import * as api from '../api/frostkeep';
import { new_key } from '../api/idempotency';
import { Problem } from '../api/problem';
import type { SessionView } from '../api/types';

/** starting: asking · out: nobody · in: somebody · ended: it ran out while in use, the page stays. */
type Phase = 'starting' | 'out' | 'in' | 'ended';

class Session {
  phase = $state<Phase>('starting');
  view = $state.raw<SessionView | null>(null);
  online = $state(true);
  private again_: { promise: Promise<void>; settle: () => void } | null = null;

  /** Who is signed in; only to be asked where somebody is. */
  get current(): SessionView {
    if (!this.view) throw new Error('nobody is signed in');
    return this.view;
  }

  /** The zone of the site's day; the browser's where the person has no site. */
  get zone(): string {
    return this.view?.site?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  may(permission: string): boolean {
    return this.view?.permissions.includes(permission) ?? false;
  }

  async start(): Promise<void> {
    try {
      this.enter(await api.current_session());
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) this.online = false;
      this.phase = 'out';
    }
  }

  async sign_in(user_name: string, password: string, key: string): Promise<void> {
    this.enter(await api.sign_in({ user_name, password, ...device() }, key));
  }

  /** The next person at the same workstation, by badge and PIN. */
  async switch_person(badge: string, pin: string, key: string): Promise<void> {
    this.enter(await api.switch_person(badge, pin, key));
  }

  async change_password(old_password: string, new_password: string, key: string): Promise<void> {
    this.enter(await api.change_password(old_password, new_password, key));
  }

  async change_site(site_id: string): Promise<void> {
    this.enter(await api.change_site(site_id, new_key()));
  }

  async sign_out(): Promise<void> {
    await api.sign_out(new_key());
    this.view = null;
    this.phase = 'out';
  }

  /** One promise for all who wait for the same sign-in. */
  sign_in_again(): Promise<void> {
    if (!this.again_) {
      let settle: () => void = () => undefined;
      const promise = new Promise<void>((resolve) => (settle = resolve));
      this.again_ = { promise, settle };
      this.phase = 'ended';
    }
    return this.again_.promise;
  }

  private enter(view: SessionView): void {
    this.view = view;
    this.phase = 'in';
    localStorage.setItem(kDevice, view.device_id);
    this.again_?.settle();
    this.again_ = null;
  }
}

const kDevice = 'frostkeep.device';

function device(): { device_id?: string } {
  const device_id = localStorage.getItem(kDevice);
  return device_id ? { device_id } : {};
}

export const session = new Session();
