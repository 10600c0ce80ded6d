import Aliquot from 'lucide:split';
import Bench from 'lucide:timer';
import Chair from 'lucide:syringe';
import House from 'lucide:settings';
import Device from 'lucide:monitor-cog';
import People from 'lucide:users';
import Reception from 'lucide:package-open';
import Samples from 'lucide:test-tubes';
import Storage from 'lucide:snowflake';
import Today from 'lucide:layout-dashboard';
import type { IconShapes } from '../elements/icon_shapes';
import type { MessageKey } from '../i18n/format';
import type { RailItem } from './route_match';

/** A page that the rail, a key after `g` and a command card lead to. */
export interface Destination {
  item: RailItem;
  href: string;
  icon: IconShapes;
  word: MessageKey;
  letter: string;
  /** The person needs it to do anything there; without it everybody sees the page. */
  permission?: string;
}

export const destinations: readonly Destination[] = [
  { item: 'today', href: '/', icon: Today, word: 'rail.today', letter: 't' },
  {
    item: 'participants',
    href: '/participants',
    icon: People,
    word: 'rail.participants',
    letter: 'p',
    permission: 'participant_read',
  },
  {
    item: 'chair',
    href: '/chair',
    icon: Chair,
    word: 'rail.chair',
    letter: 'c',
    permission: 'collection_record',
  },
  {
    item: 'reception',
    href: '/reception',
    icon: Reception,
    word: 'rail.reception',
    letter: 'r',
    permission: 'reception_record',
  },
  {
    item: 'bench',
    href: '/bench',
    icon: Bench,
    word: 'rail.bench',
    letter: 'b',
    permission: 'sample_process',
  },
  {
    item: 'aliquot',
    href: '/aliquot',
    icon: Aliquot,
    word: 'rail.aliquot',
    letter: 'a',
    permission: 'sample_aliquot',
  },
  {
    item: 'samples',
    href: '/samples',
    icon: Samples,
    word: 'rail.samples',
    letter: 'l',
    permission: 'sample_read',
  },
  { item: 'storage', href: '/storage', icon: Storage, word: 'rail.storage', letter: 's' },
  { item: 'house', href: '/house', icon: House, word: 'rail.house', letter: 'h', permission: 'job_read' },
  { item: 'device', href: '/device', icon: Device, word: 'rail.device', letter: 'd' },
];

/** Those that the person's roles are for. */
export function open_to(may: (permission: string) => boolean): readonly Destination[] {
  return destinations.filter(({ permission }) => permission === undefined || may(permission));
}
