import { assert, eventually, test } from './harness.js';
import { participant, resident_id, study } from './people.js';

/** Another page, as the person's own keys or cards would open it. */
async function open(station, path) {
  await station.page.goto(path);
  await station.page.waitForSelector('h1:not(.unseen)');
}

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
]) {
  test(
    `registering checks the resident ID as it is typed and finds who is registered already (${language})`,
    async (station) => {
      await study();
      await station.at_work();
      const { page } = station;
      await open(station, '/participants/new');
      const id = resident_id();
      const wrong = `${id.slice(0, 16)}${(Number(id[16]) + 2) % 10}${id[17]}`;
      await page.fill('#resident-id', wrong);
      await page.waitForSelector('.check.wrong');
      await station.find_no_barrier();
      await page.fill('#resident-id', id);
      await page.waitForSelector('.check.good');
      assert.match(await page.innerText('#resident-id-check'), /1968-04-12/);
      await page.fill('#name', '测试者');
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('#consent');
      const code = await station.heading();
      await open(station, '/participants/new');
      await page.fill('#resident-id', id);
      await page.waitForSelector(`.double a:text-is("${code}")`);
      assert.ok(await page.locator('button[type=submit]').isDisabled());
      await station.find_no_barrier();
    },
    { language, theme },
  );

  test(
    `a withdrawal is shown unmistakably and stops the draw (${language})`,
    async (station) => {
      const person = await participant();
      await station.at_work();
      const { page } = station;
      await open(station, `/participants/${person.id}`);
      await page.waitForSelector('#consent');
      await station.find_no_barrier();
      await page.locator('.acts button').last().press('Enter');
      await page.waitForSelector('dialog');
      await page.locator('dialog input[value=no_new_use]').press(' ');
      await station.find_no_barrier();
      await page.locator('dialog button[type=submit]').press('Enter');
      await page.waitForSelector('[data-withdrawal=no_new_use]');
      await station.find_no_barrier();
      await station.scan('FK:GO-CHAIR');
      await eventually('the chair', () => page.url().endsWith('/chair'));
      await station.scan(person.card);
      await page.waitForSelector('[data-look=next]');
      await page.waitForSelector('[data-withdrawal=no_new_use]');
      const tube = await page.getAttribute('[data-look=next]', 'data-tube');
      await station.scan(tube);
      await station.row_of(tube, 'refused');
      await station.find_no_barrier();
    },
    { language, theme },
  );
}

test('showing who somebody is asks a right and a reason', async (station) => {
  const person = await participant();
  const { page } = station;
  await station.at_work_as('coordinator');
  await station.scan(person.card);
  await page.waitForSelector('#identity');
  await page.locator('section[aria-labelledby=identity] button').press('Enter');
  await page.waitForSelector('dialog');
  assert.ok(await page.locator('dialog button[type=submit]').isDisabled());
  await station.find_no_barrier();
  await page.locator('dialog input[value=participant_asked]').press(' ');
  await page.locator('dialog button[type=submit]').press('Enter');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.locator('section[aria-labelledby=identity] [aria-label]').count(), 0);
});

test('a maker’s code is bound to the tube the chair points at, others are skipped with a reason', async (station) => {
  const person = await participant();
  await station.at_work();
  const { page } = station;
  await station.scan(person.card);
  await page.waitForSelector('[data-look=next]');
  const planned = await page.locator('[data-tube]').count();
  const maker = `MX-${Date.now()}`;
  await station.scan('FK:SEEN-UNDERFILLED');
  await page.waitForSelector('.key[aria-pressed=true]');
  await station.scan(maker);
  await station.row_of(maker, 'warning');
  await page.waitForSelector(`[data-tube="${maker}"][data-look=warned]`);
  for (let left = planned - 1; left > 0; left -= 1) {
    await page.locator('[data-look=next] button').press('Enter');
    await page.waitForSelector('dialog');
    await page.locator('dialog input[value=participant_refused]').press(' ');
    await page.locator('dialog button[type=submit]').press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
  }
  await page.waitForSelector('[data-drawn="1"][data-planned="1"]');
  assert.equal(await page.locator('[data-look=skipped]').count(), planned - 1);
  const late = `MX-${Date.now()}`;
  await station.scan(late);
  await page.waitForSelector('dialog');
  await station.find_no_barrier();
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
});

test('at reception a condition said before the scan marks the tube, a bad one turns it away', async (station) => {
  const person = await participant();
  await station.at_work();
  const { page } = station;
  await station.scan(person.card);
  await page.waitForSelector('[data-look=next]');
  const [kept, away] = await page.$$eval('[data-tube]', (tubes) => tubes.map(({ dataset }) => dataset.tube));
  for (const code of [kept, away]) {
    await station.scan(code);
    await station.row_of(code, 'done');
  }
  await page.keyboard.press('g', { delay: 20 });
  await page.waitForTimeout(120);
  await page.keyboard.press('r');
  await eventually('the page', () => page.url().endsWith('/reception'));
  await page.waitForSelector('.reject');
  await station.scan('FK:SEEN-HAEMOLYSED');
  await station.scan(kept);
  await page.waitForSelector(`[data-arrival="${kept}"][data-outcome=received]`);
  await station.scan('FK:SEEN-CLOTTED');
  await page.waitForSelector('.next.rejecting');
  await station.find_no_barrier();
  await station.scan(away);
  await page.waitForSelector(`[data-arrival="${away}"][data-outcome=rejected]`);
  assert.equal(await page.locator('.next.rejecting').count(), 0);
  await station.find_no_barrier();
});

test('a question mark shows keys and cards, Escape closes them', async (station) => {
  await station.at_work();
  await station.page.keyboard.press('Shift+Slash');
  await station.page.waitForSelector('dialog');
  assert.match(await station.page.innerText('dialog'), /FK:GO-CHAIR/);
  await station.find_no_barrier();
  await station.page.keyboard.press('Escape');
  await station.page.waitForSelector('dialog', { state: 'detached' });
});
