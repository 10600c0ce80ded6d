import type { Route } from './route_match';

/** Every page, its address and the chunk that holds it. */
export const routes: readonly Route[] = [
  { pattern: '/', rail: 'today', load: () => import('../pages/today_page.svelte') },
  { pattern: '/storage', rail: 'storage', load: () => import('../pages/storage_page.svelte') },
  { pattern: '/rack', rail: 'storage', load: () => import('../pages/rack_page.svelte') },
  { pattern: '/rack/:container', rail: 'storage', load: () => import('../pages/rack_page.svelte') },
  { pattern: '/containers/:id', rail: 'storage', load: () => import('../pages/container_page.svelte') },
  { pattern: '/samples', rail: 'samples', load: () => import('../pages/samples_page.svelte') },
  { pattern: '/accession', rail: 'samples', load: () => import('../pages/accession_page.svelte') },
  { pattern: '/samples/:id', rail: 'samples', load: () => import('../pages/sample_page.svelte') },
  { pattern: '/participants', rail: 'participants', load: () => import('../pages/participants_page.svelte') },
  {
    pattern: '/participants/new',
    rail: 'participants',
    load: () => import('../pages/participant_register_page.svelte'),
  },
  {
    pattern: '/participants/:id',
    rail: 'participants',
    load: () => import('../pages/participant_page.svelte'),
  },
  { pattern: '/chair', rail: 'chair', load: () => import('../pages/chair_page.svelte') },
  { pattern: '/chair/:participant', rail: 'chair', load: () => import('../pages/chair_page.svelte') },
  { pattern: '/chair/:participant/:event', rail: 'chair', load: () => import('../pages/chair_page.svelte') },
  { pattern: '/reception', rail: 'reception', load: () => import('../pages/reception_page.svelte') },
  { pattern: '/bench', rail: 'bench', load: () => import('../pages/bench_page.svelte') },
  { pattern: '/aliquot', rail: 'aliquot', load: () => import('../pages/aliquot_page.svelte') },
  { pattern: '/aliquot/:id', rail: 'aliquot', load: () => import('../pages/aliquot_page.svelte') },
  { pattern: '/house', rail: 'house', load: () => import('../pages/house_page.svelte') },
  { pattern: '/imports', rail: 'house', load: () => import('../pages/imports_page.svelte') },
  { pattern: '/imports/:id', rail: 'house', load: () => import('../pages/import_page.svelte') },
  { pattern: '/printers', rail: 'house', load: () => import('../pages/printers_page.svelte') },
  { pattern: '/jobs', rail: 'house', load: () => import('../pages/jobs_page.svelte') },
  { pattern: '/users', rail: 'house', load: () => import('../pages/users_page.svelte') },
  { pattern: '/device', rail: 'device', load: () => import('../pages/device_page.svelte') },
];
