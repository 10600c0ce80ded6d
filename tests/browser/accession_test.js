import { assert, eventually, test } from './harness.js';

const cell = (station, row, column) => station.page.locator(`[data-at="${row}/${column}"]`);

/** What a spreadsheet puts on the clipboard, pasted into the cell with the cursor. */
const paste = (station, text) =>
  station.page.evaluate((table) => {
    const data = new DataTransfer();
    data.setData('text/plain', table);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, text);

const band_is = (station, kind) => eventually(`a band ${kind}`, async () => (await station.band())?.kind === kind);

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `tubes are pasted, scanned, corrected at their cells and registered by the keyboard (${language}, ${theme})`,
    async (station) => {
      await station.at_work();
      const { page } = station;
      await page.goto('/accession');
      await cell(station, 0, 'code').waitFor();
      await station.choose_study();
      await cell(station, 0, 'material').focus();
      await paste(station, 'SER\t1.5 mL\nno such\t2 mL\nPL1\t500 uL\n');
      await eventually('the cursor behind the paste', () =>
        cell(station, 2, 'material').evaluate((input) => document.activeElement === input),
      );
      const stamp = Date.now() % 1_000_000;
      const codes = ['A', 'B', 'C'].map((letter) => `EXT-${language === 'en' ? 'E' : 'Z'}${letter}-${stamp}`);
      // One scan with the cursor in a cell, one in the bar, one while a Chinese input method is active.
      await station.scan(codes[0]);
      await eventually('the first scan', async () => (await cell(station, 0, 'code').inputValue()) === codes[0]);
      assert.equal(await cell(station, 2, 'material').inputValue(), 'PL1');
      await page.locator('#scan').focus();
      await station.scan(codes[1]);
      await eventually('the second scan', async () => (await cell(station, 1, 'code').inputValue()) === codes[1]);
      await page.locator('#scan').focus();
      await station.scan_under_ime(codes[2]);
      await eventually('the third scan', async () => (await cell(station, 2, 'code').inputValue()) === codes[2]);
      await page.keyboard.press('Control+Enter');
      await band_is(station, 'refused');
      const wrong = cell(station, 1, 'material');
      assert.equal(await wrong.getAttribute('aria-invalid'), 'true');
      await eventually('the cursor at the error', () => wrong.evaluate((input) => document.activeElement === input));
      await station.find_no_barrier();
      await page.keyboard.press('Control+d');
      assert.equal(await wrong.inputValue(), 'SER');
      await page.keyboard.press('Control+Enter');
      await band_is(station, 'done');
      const made = page.locator('.made a');
      assert.deepEqual(await made.allInnerTexts(), codes);
      assert.equal(await cell(station, 0, 'material').inputValue(), '');
      await station.find_no_barrier();
      await cell(station, 0, 'material').focus();
      await paste(station, 'SER\t1 mL\n\t2 mL\n\t3 mL\n');
      await cell(station, 0, 'material').focus();
      await page.keyboard.press('Control+Shift+d');
      assert.equal(await cell(station, 2, 'material').inputValue(), 'SER');
      await page.keyboard.press('Control+Delete');
      assert.equal(await cell(station, 0, 'amount').inputValue(), '2 mL');
    },
    { language, theme },
  );
}

test('without a study nothing is sent, and the cursor goes where it is chosen', async (station) => {
  await station.at_work();
  const { page } = station;
  await page.goto('/accession');
  await cell(station, 0, 'material').focus();
  await page.keyboard.type('SER');
  await page.keyboard.press('Control+Enter');
  await band_is(station, 'warning');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox');
  await station.choose_study();
  await page.reload();
  await eventually('the study of before', async () => (await page.inputValue('[role=combobox]')) !== '');
});
