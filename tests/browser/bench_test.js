import { assert, eventually, test } from './harness.js';

test('a badge and its PIN change the person; the page stays, the next scan is the next person’s', async (station) => {
  await station.at_work();
  await station.open_box();
  const { page, house } = station;
  await station.scan(house.colleague.badge);
  await page.waitForSelector('#pin');
  assert.equal(await station.focus(), 'pin');
  await station.find_no_barrier();
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog .refusal');
  await page.keyboard.type(house.colleague.pin);
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await station.heading(), house.empty_box);
  assert.match(await page.locator('.person').innerText(), /周敏/);
  const code = house.fresh_tube();
  await station.scan(code);
  await station.row_of(code, 'done');
  assert.equal((await station.rows()).length, 1);
});

test('Escape leaves the person as it was', async (station) => {
  await station.at_work();
  await station.scan(station.house.colleague.badge);
  await station.page.waitForSelector('#pin');
  await station.page.keyboard.press('Escape');
  await station.page.waitForSelector('#pin', { state: 'detached' });
  assert.match(await station.page.locator('.person').innerText(), /林薇/);
  await eventually('the focus to be back', async () => (await station.focus()) === 'scan');
});
