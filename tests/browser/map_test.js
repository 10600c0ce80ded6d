import { assert, test } from './harness.js';

const focused_cell = (station) => station.page.evaluate(() => document.activeElement?.dataset.cell ?? null);

test('the map is one stop of the Tab key; arrows walk its cells and tell what is there', async (station) => {
  await station.at_work();
  await station.open_box();
  const stops = await station.page.$$eval('[role=gridcell][tabindex="0"]', (cells) =>
    cells.map((cell) => cell.dataset.cell),
  );
  assert.deepEqual(stops, [await station.next_cell()]);
  await station.page.focus('[role=gridcell][tabindex="0"]');
  await station.page.keyboard.press('PageUp');
  await station.page.keyboard.press('Home');
  assert.equal(await focused_cell(station), 'A1');
  await station.page.keyboard.press('ArrowRight');
  await station.page.keyboard.press('ArrowDown');
  assert.equal(await focused_cell(station), 'B2');
  await station.page.keyboard.press('ArrowLeft');
  await station.page.keyboard.press('ArrowUp');
  await station.page.keyboard.press('ArrowUp');
  assert.equal(await focused_cell(station), 'A1');
  assert.match(await station.page.locator('.cell .where, .where').first().innerText(), /A1/);
});

test('Enter on a free cell makes it the next one, and the scan goes there', async (station) => {
  await station.at_work();
  await station.open_box();
  const before = await station.next_cell();
  await station.page.focus('[role=gridcell][tabindex="0"]');
  await station.page.keyboard.press('ArrowDown');
  await station.page.keyboard.press('ArrowDown');
  const chosen = await focused_cell(station);
  await station.page.keyboard.press('Enter');
  assert.equal(await station.next_cell(), chosen);
  const code = station.house.fresh_tube();
  await station.scan(code);
  const row = await station.row_of(code, 'done');
  assert.ok(row.text.includes(chosen));
  assert.notEqual(before, chosen);
  await station.scan('FK:UNDO');
});

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `no page has a barrier that axe can find (${language}, ${theme})`,
    async (station) => {
      await station.find_no_barrier();
      await station.at_work();
      await station.open_box(station.house.filled_box);
      await station.find_no_barrier();
      for (const path of ['/', '/storage', '/device']) {
        await station.page.goto(path);
        await station.page.waitForSelector('h1');
        await station.find_no_barrier();
      }
      await station.scan(station.house.stored_tube);
      await station.page.getByRole('heading', { name: station.house.stored_tube }).waitFor();
      await station.find_no_barrier();
    },
    { language, theme },
  );
}

test('nothing scrolls sideways, at the desk, at the bench and at 200 % zoom', async (station) => {
  await station.at_work();
  await station.open_box();
  for (const size of [
    { width: 1366, height: 768 },
    { width: 1280, height: 800 },
    { width: 683, height: 384 },
  ]) {
    await station.page.setViewportSize(size);
    const wider = await station.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${size.width} px wide: ${wider} px too wide`);
  }
});
