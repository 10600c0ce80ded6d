import { ScanQueue } from '../scan/scan_queue.svelte';
import { preferences } from './preferences.svelte';

/** The scans of this window. */
export const scans = new ScanQueue((sound) => preferences.play(sound));
