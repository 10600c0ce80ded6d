import { readFileSync } from 'node:fs';
import { assert, eventually, test } from './harness.js';

/** What the server has on record of the demo's partly filled box: tubes by cell. */
async function recorded(station) {
  const get = async (path) => (await station.context.request.get(`/api/v1${path}`)).json();
  const { id } = await get(`/scan-codes/${station.house.filled_box}`);
  const box = await get(`/containers/${id}`);
  const tubes = box.positions.filter(({ kind }) => kind === 'sample');
  return { id, tubes: new Map(tubes.map(({ position, code }) => [position, code])) };
}

const file_of = (wells) => [...wells].map(([position, code]) => `${position},${code}`).join('\n');

async function open_file(station, text, name = 'scan.csv') {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await station.page.locator('input[type=file]').setInputFiles(file);
  await station.page.waitForSelector('[role=grid]');
}

const marks = (station) =>
  station.page.$$eval('[data-cell]', (cells) =>
    Object.fromEntries(cells.map((cell) => [cell.dataset.cell, cell.dataset.mark])),
  );

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `a rack file is compared with its box, walked and applied by keyboard and card (${language}, ${theme})`,
    async (station) => {
      await station.at_work();
      await station.page.goto('/rack');
      await station.page.waitForSelector('input[type=file]');
      await station.find_no_barrier();
      const { id, tubes } = await recorded(station);
      const [first, second, third, fourth] = tubes.keys();
      await station.scan(station.house.filled_box);
      await station.row_of(station.house.filled_box, 'done');
      const wells = new Map(tubes);
      wells.set(first, tubes.get(second)).set(second, tubes.get(first)).set(third, 'NO READ').set(fourth, 'EMPTY');
      await open_file(station, file_of(wells));
      await station.page.waitForSelector('[data-row]');
      const seen = await marks(station);
      assert.deepEqual(
        [first, second, third, fourth].map((cell) => seen[cell]),
        ['rack.moved', 'rack.moved', 'rack.unreadable', 'rack.missing'],
      );
      await station.find_no_barrier();
      await station.page.locator('[data-row][tabindex="0"]').focus();
      await station.page.keyboard.press('ArrowDown');
      assert.equal(await station.page.getAttribute('[data-cell][aria-selected=true]', 'data-cell'), second);
      await station.page.locator(`[data-cell="${second}"]`).focus();
      await station.page.keyboard.press('ArrowRight');
      assert.equal(await station.page.getAttribute('[data-cell][aria-selected=true]', 'data-cell'), third);
      await station.scan('FK:OK');
      await eventually('the band', async () => (await station.band())?.kind === 'done');
      const after = await recorded(station);
      assert.equal(after.tubes.get(first), tubes.get(second));
      assert.equal(after.tubes.get(fourth), tubes.get(fourth));
      // Everything goes back where it was.
      await station.page.goto(`/rack/${id}`);
      await station.page.waitForSelector('input[type=file]');
      await open_file(station, file_of(tubes));
      await station.page.waitForSelector('[data-row]');
      await station.scan('FK:OK');
      await eventually('the old order', async () => (await recorded(station)).tubes.get(first) === tubes.get(first));
    },
    { language, theme },
  );
}

test('a file with errors names each line and offers nothing to apply', async (station) => {
  await station.at_work();
  await station.page.goto('/rack');
  await station.page.waitForSelector('input[type=file]');
  await open_file(station, 'A1,AB10000001\nA2,AB10000002\nA2,AB10000003\nZ9,AB10000004\n');
  const lines = station.page.locator('.error');
  await eventually('the errors', async () => (await lines.count()) === 2);
  assert.match(await lines.first().innerText(), /3/);
  assert.match(await lines.last().innerText(), /4/);
  assert.equal(await station.page.locator('form button[type=submit]').count(), 0);
});

test("a production laboratory's scanner file shows its wells", async (station) => {
  const folder = process.env.FROSTKEEP_REAL_DATA;
  if (!folder) {
    console.log('      FROSTKEEP_REAL_DATA is not set: the real scanner file was not tried');
    return;
  }
  await station.at_work();
  await station.page.goto('/rack');
  await station.page.waitForSelector('input[type=file]');
  const name = 'tube_rack_scan_with_missing_tubes.csv';
  await open_file(station, readFileSync(`${folder}/rack-scans/${name}`, 'utf8'), name);
  const seen = await eventually('the wells', async () => {
    const found = Object.values(await marks(station));
    return found.includes('rack.code') ? found : null;
  });
  const count = (mark) => seen.filter((one) => one === mark).length;
  assert.deepEqual([count('rack.code'), count('state.empty'), count('rack.unreadable')], [13, 1, 2]);
});
