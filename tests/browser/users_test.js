import { assert, eventually, test } from './harness.js';

const dialog_gone = (station) => station.page.waitForSelector('dialog[open]', { state: 'detached' });

/** Agrees to what a dialog asks, by the keys alone. */
async function agree(station, reason = '') {
  const { page } = station;
  await page.waitForSelector('dialog[open] form');
  if (reason) await page.keyboard.type(reason);
  await page.locator('dialog[open] button[type=submit]').press('Enter');
}

const held = (station) => station.page.locator('button.has').count();

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `a person is added, gets roles by site and study, loses one, gets a badge and is disabled (${language}, ${theme})`,
    async (station) => {
      await station.at_work_as('admin');
      const { page } = station;
      await page.goto('/users');
      await page.waitForSelector('button.has');
      await station.find_no_barrier();
      await page.locator('.head .button.filled').press('Enter');
      await page.waitForSelector('#new-user-name');
      await page.keyboard.type(`person-${language === 'en' ? 'e' : 'z'}${Date.now() % 1_000_000}`);
      await page.keyboard.press('Tab');
      await page.keyboard.type('Zhang San');
      await page.keyboard.press('Enter');
      const secret = page.locator('dialog .secret');
      assert.ok((await secret.inputValue()).length >= 8);
      await station.find_no_barrier();
      // What is shown but once isn't put away by one Enter too many.
      await page.keyboard.press('Enter');
      assert.equal(await secret.count(), 1);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await dialog_gone(station);
      assert.equal(await page.locator('#person').innerText(), 'Zhang San');

      await page.locator('[data-at="0/0/0"]').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] [role=combobox]');
      for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await agree(station);
      await dialog_gone(station);
      await eventually('the role for a study', async () => (await held(station)) === 1);
      const cell = page.locator('[data-at^="1/1/"]');
      assert.equal(await cell.count(), 2);
      await cell.last().press('Enter');
      await agree(station);
      await dialog_gone(station);
      await eventually('the role for all studies too', async () => (await held(station)) === 2);
      await cell.first().press('Enter');
      await agree(station, 'left the study');
      await dialog_gone(station);
      await eventually('one role', async () => (await held(station)) === 1);

      const acts = page.locator('.acts button');
      await acts.nth(2).press('Enter');
      await agree(station);
      const picture = page.locator('dialog[open] img');
      await eventually('the badge', () => picture.evaluate((image) => image.naturalWidth > 0));
      await station.find_no_barrier();
      await page.keyboard.press('Escape');
      await dialog_gone(station);
      await acts.last().press('Enter');
      await agree(station, 'left the house');
      await dialog_gone(station);
      await page.waitForSelector('.person .off');
    },
    { language, theme },
  );
}

test('nobody changes their own rights', async (station) => {
  await station.at_work_as('admin');
  const { page } = station;
  const { user } = await (await station.context.request.get('/api/v1/session')).json();
  await page.goto(`/users?user=${user.id}`);
  await page.waitForSelector('span.has');
  assert.equal(await page.locator('[data-at]').count(), 0);
  assert.equal(await page.locator('.person .acts').count(), 0);
});
