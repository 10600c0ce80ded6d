import { sites, studies, type Site, type Study } from '../api/house';
import * as api from '../api/users';
import { t } from '../i18n/language.svelte';
import { band } from '../shell/band.svelte';
import { refusal_of, type Refusal } from '../shell/refusal';

/** The people of the asker's sites, and the one that is looked at. */
export class UsersDesk {
  people = $state.raw<api.User[] | null>(null);
  more = $state(false);
  roles = $state.raw<api.Role[]>([]);
  sites = $state.raw<Site[]>([]);
  studies = $state.raw<Study[]>([]);
  chosen_id = $state('');
  grants = $state.raw<api.Grant[]>([]);
  refusal = $state.raw<Refusal | null>(null);

  /** Nobody changes their own rights: another person is shown first. */
  constructor(private readonly own_id_: string) {}

  get chosen(): api.User | undefined {
    return this.people?.find(({ id }) => id === this.chosen_id);
  }

  async load(chosen: string): Promise<void> {
    this.refusal = null;
    try {
      const [page, roles, all_sites, all_studies] = await Promise.all([
        api.users(),
        api.roles(),
        sites(),
        studies(),
      ]);
      this.people = page.items;
      this.more = page.more;
      this.roles = roles;
      this.sites = all_sites;
      this.studies = all_studies;
      const other = page.items.find(({ id }) => id !== this.own_id_) ?? page.items[0];
      await this.choose(chosen || (other?.id ?? ''));
    } catch (error) {
      this.refusal = refusal_of(error);
    }
  }

  async load_more(): Promise<void> {
    const last = this.people?.at(-1);
    if (!last) return;
    await this.told(async () => {
      const page = await api.users(last.user_name);
      this.people = [...(this.people ?? []), ...page.items];
      this.more = page.more;
    });
  }

  async choose(id: string): Promise<void> {
    this.chosen_id = id;
    this.grants = [];
    if (id === '') return;
    await this.told(async () => {
      const found = await api.grants(id);
      if (this.chosen_id === id) this.grants = found;
    });
  }

  /** Puts a changed account into the list. */
  show(user: api.User): void {
    const others = (this.people ?? []).filter(({ id }) => id !== user.id);
    this.people = [...others, user].sort((a, b) => a.user_name.localeCompare(b.user_name));
  }

  /** Reads anew what a change of grants has changed. */
  async again(): Promise<void> {
    const id = this.chosen_id;
    await this.told(async () => {
      const [found, user] = await Promise.all([api.grants(id), api.one_user(id)]);
      this.show(user);
      if (this.chosen_id === id) this.grants = found;
    });
  }

  private async told(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      const { title, sentence } = refusal_of(error);
      band.show({ kind: 'warning', title, sentence, codes: [], actions: [] });
    }
  }
}

/** A cell of the matrix: the grants in force of one role at one site (or at every site). */
export function held(grants: readonly api.Grant[], role: string, site_id: string): api.Grant[] {
  return grants.filter((grant) => grant.active && grant.role === role && (grant.site?.id ?? '') === site_id);
}

/** For which study a grant is, by its code. */
export function study_of(grant: api.Grant): string {
  return grant.study?.code ?? t('users.all_studies');
}
