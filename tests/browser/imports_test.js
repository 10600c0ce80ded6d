import { assert, eventually, test } from './harness.js';

const kCheckedMs = 60_000;

async function send(station, name, text) {
  await station.page.goto('/imports');
  await station.page.waitForSelector('input[type=file]');
  await station.choose_study();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await station.page.locator('input[type=file]').setInputFiles(file);
  await eventually('the import', () => /\/imports\/\d+/.test(station.page.url()));
}

const known = async (station, code) =>
  (await station.context.request.get(`/api/v1/scan-codes/${code}`)).status() === 200;

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `a file's bad row is told by row and column, its good rows go in by a card, once only (${language}, ${theme})`,
    async (station) => {
      await station.at_work_as('data');
      const { page } = station;
      const stamp = `${language === 'en' ? 'E' : 'Z'}-${Date.now() % 1_000_000}`;
      const good = `IMP-A${stamp}`;
      const text = `code,material,amount\n${good},SER,1.5 mL\nIMP-B${stamp},nothing,1 mL\n`;
      await send(station, 'stock.csv', text);
      await page.waitForSelector('[role=status].again', { state: 'detached' });
      const row = page.locator('table.list tbody tr').first();
      await row.waitFor({ timeout: kCheckedMs });
      const [line, column] = await row.locator('td').allInnerTexts();
      assert.deepEqual([line, column], ['3', 'material']);
      await station.find_no_barrier();
      const errors = await page.getAttribute('.next a', 'href');
      const file = await (await station.context.request.get(errors)).text();
      assert.ok(file.includes(`"IMP-B${stamp}","nothing"`) && !file.includes(good));
      assert.equal(await known(station, good), false);
      await page.locator('#scan').focus();
      await station.scan('FK:OK');
      await eventually('the band', async () => (await station.band())?.kind === 'done', kCheckedMs);
      assert.equal(await known(station, good), true);
      await send(station, 'copy.csv', text);
      await page.waitForSelector('[role=status].again');
      assert.equal(await page.locator('.next .filled').count(), 0);
      await station.find_no_barrier();
    },
    { language, theme },
  );
}

test('an import is given up by the keyboard, after it was asked, and writes nothing', async (station) => {
  await station.at_work_as('data');
  const { page } = station;
  const code = `IMP-C-${Date.now() % 1_000_000}`;
  await send(station, 'wrong.csv', `code,material,amount\n${code},SER,1 mL\n`);
  await page.locator('.next .filled').waitFor({ timeout: kCheckedMs });
  await page.locator('.head .actions .button').press('Enter');
  await page.locator('dialog button[type=submit]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('.next .filled', { state: 'detached' });
  assert.equal(await known(station, code), false);
});
