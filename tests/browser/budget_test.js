import { gzipSync } from 'node:zlib';
import { assert, test } from './harness.js';

const kKiB = 1024;

test('the first load is at most 80 KiB of script and 16 KiB of style, a page at most 30 KiB more', async (station) => {
  const loaded = new Set();
  station.page.on('response', (response) => loaded.add(new URL(response.url()).pathname));
  const weigh = async (ending) => {
    const paths = [...loaded].filter((path) => path.startsWith('/assets/') && path.endsWith(ending));
    const bodies = await Promise.all(paths.map(async (path) => (await station.context.request.get(path)).body()));
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  };
  await station.page.reload({ waitUntil: 'networkidle' });
  const first = { script: await weigh('.js'), style: await weigh('.css') };
  assert.ok(first.script <= 80 * kKiB, `script: ${first.script} bytes`);
  assert.ok(first.style <= 16 * kKiB, `style: ${first.style} bytes`);
  await station.at_work();
  await station.page.waitForLoadState('networkidle');
  const before = await weigh('.js');
  await station.open_box();
  await station.page.waitForLoadState('networkidle');
  assert.ok((await weigh('.js')) - before <= 30 * kKiB);
  console.log(`      script ${(first.script / kKiB).toFixed(1)} KiB, style ${(first.style / kKiB).toFixed(1)} KiB`);
});

test('from the last key to the pending cell is at most 100 ms', async (station) => {
  await station.at_work();
  await station.open_box();
  const code = station.house.fresh_tube();
  const took = await station.page.evaluate(async (scanned) => {
    const shown = new Promise((resolve) => {
      new MutationObserver(() => {
        if (document.querySelector('.pending')) resolve(performance.now());
      }).observe(document.body, { childList: true, subtree: true });
    });
    const started = performance.now();
    for (const key of [...scanned, 'Enter']) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
    return (await shown) - started;
  }, code);
  await station.row_of(code, 'done');
  assert.ok(took <= 100, `${took} ms`);
});
