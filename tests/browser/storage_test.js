import { assert, eventually, test } from './harness.js';

const selected = (station) => station.page.getAttribute('[role=treeitem][aria-selected=true]', 'data-id');

/** Signed in as the storage manager, who builds. */
async function as_storage_manager(station, path) {
  await station.page.waitForSelector('#user-name');
  const { user_name, password } = station.house.account('storage');
  await station.page.keyboard.type(user_name);
  await station.page.keyboard.press('Tab');
  await station.page.keyboard.type(password);
  await station.page.keyboard.press('Enter');
  await station.page.waitForSelector('#scan');
  await station.page.goto(path);
}

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `storage is walked from the site to a box by the keyboard (${language}, ${theme})`,
    async (station) => {
      await station.at_work();
      const { page } = station;
      await page.goto('/storage');
      await page.waitForSelector('[data-rack]');
      await station.find_no_barrier();
      const freezer = await selected(station);
      await page.locator('[role=treeitem][aria-selected=true]').focus();
      await page.keyboard.press('ArrowUp');
      assert.notEqual(await selected(station), freezer);
      await page.keyboard.press('ArrowDown');
      assert.equal(await selected(station), freezer);
      await page.locator('[data-rack][tabindex="0"]').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('#boxes');
      await station.find_no_barrier();
      const box = page.locator('section[aria-labelledby=boxes] [data-row][tabindex="0"]');
      const code = await box.locator('.code').innerText();
      await box.focus();
      await page.keyboard.press('Enter');
      await eventually('the box', async () => (await station.heading()) === code);
    },
    { language, theme },
  );
}

test('a freezer with all that is in it is built in one go', async (station) => {
  await as_storage_manager(station, '/storage');
  const { page } = station;
  await page.waitForSelector('[data-rack]');
  await page.locator('.head .button').last().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await eventually('the sum', async () => /\d/.test(await page.locator('dialog .sum').innerText()));
  await station.find_no_barrier();
  const name = `FZ-${Date.now() % 1_000_000}`;
  await page.fill('#freezer-name', name);
  for (const [index, count] of [1, 2, 3, 4].entries()) await page.fill(`#count-${index}`, String(count));
  assert.match(await page.locator('dialog .sum').innerText(), /\b33\b/);
  await page.keyboard.press('Enter');
  await eventually('the new freezer', async () => (await page.locator('#picture-head').innerText()) === name);
  await eventually('its racks', async () => (await page.locator('[data-rack]').count()) === 6);
});
