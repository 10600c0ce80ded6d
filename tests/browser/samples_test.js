import { assert, eventually, test } from './harness.js';

const codes = (station) => station.page.$$eval('[data-row]', (rows) => rows.map((row) => row.textContent.trim()));
const settled = (station) =>
  eventually('the list', () => station.page.$('section[aria-busy=false] [data-row], section[aria-busy=false] .empty'));

async function open_list(station, query = '') {
  await station.at_work();
  await station.page.goto(`/samples${query}`);
  await settled(station);
}

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `the list of tubes is narrowed, walked and opened by the keyboard (${language}, ${theme})`,
    async (station) => {
      await open_list(station);
      const { page } = station;
      await station.find_no_barrier();
      await page.locator('.filters input').first().focus();
      await page.keyboard.type('ZJ0000001', { delay: 80 });
      await page.keyboard.press('Enter');
      await eventually('codes that begin so', async () => {
        const found = await codes(station);
        return found.length > 1 && found.every((code) => code.startsWith('ZJ0000001'));
      });
      assert.match(page.url(), /code=ZJ0000001/);
      await page.locator('[data-row][tabindex="0"]').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      const [, second] = await codes(station);
      await page.keyboard.press('Enter');
      await eventually('the tube', async () => (await station.heading()) === second);
      await page.goBack();
      await settled(station);
      assert.equal((await codes(station)).includes(second), true);
    },
    { language, theme },
  );
}

test('a scanned box narrows the list to what lies in it, a scanned tube is opened', async (station) => {
  await open_list(station);
  await station.scan(station.house.filled_box);
  await eventually('the box in the address', () => station.page.url().includes(`box=${station.house.filled_box}`));
  await settled(station);
  const boxes = await station.page.$$eval('tbody tr td:last-child', (cells) => cells.map((cell) => cell.innerText));
  assert.ok(boxes.length > 0 && boxes.every((text) => text.startsWith(station.house.filled_box)));
  await station.scan(station.house.stored_tube);
  await eventually('the tube', async () => (await station.heading()) === station.house.stored_tube);
});

test('an unknown participant is said at its field, and the list is empty', async (station) => {
  await open_list(station, `?participant=${'NOBODY-77'}`);
  assert.deepEqual(await codes(station), []);
  assert.equal(await station.page.locator('.filters input[aria-invalid=true]').count(), 1);
});

test('pages follow one another without a gap or a double, and the list comes as a file', async (station) => {
  await open_list(station);
  const first = await codes(station);
  await station.page.locator('.more button').click();
  await eventually('the second page', async () => (await codes(station)).length > first.length);
  const both = await codes(station);
  assert.deepEqual(both.slice(0, first.length), first);
  assert.equal(new Set(both).size, both.length);
  const [download] = await Promise.all([
    station.page.waitForEvent('download'),
    station.page.locator('a[download]').click(),
  ]);
  assert.equal(download.suggestedFilename(), 'samples.csv');
});
