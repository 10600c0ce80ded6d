import { mkdirSync, rmSync } from 'node:fs';
import { run } from './harness.js';
import * as house from './house.js';
import { Workstation, start_browser } from './workstation.js';
import './sign_in_test.js';
import './scan_into_box_test.js';
import './map_test.js';
import './bench_test.js';
import './technician_test.js';
import './people_pages_test.js';
import './samples_test.js';
import './accession_test.js';
import './imports_test.js';
import './users_test.js';
import './rack_test.js';
import './storage_test.js';
import './budget_test.js';

const output = new URL('output/', import.meta.url).pathname;
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const browser = await start_browser();
try {
  const good = await run(process.argv.slice(2), async (name, body, options) => {
    const station = await Workstation.open(browser, options);
    station.house = house;
    try {
      await body(station);
    } catch (error) {
      const file = `${output}${name.replace(/[^a-zA-Z0-9]+/g, '_').slice(0, 80)}.png`;
      await station.page.screenshot({ path: file }).catch(() => undefined);
      await station.context.close();
      throw error;
    }
    await station.close();
  });
  process.exitCode = good ? 0 : 1;
} finally {
  await browser.close();
}
