import { assert, eventually, test } from './harness.js';

test('a wrong password is refused in words, the typed name stays, the focus is where to go on', async (station) => {
  await station.sign_in('wrong password');
  const told = await eventually('the refusal', () => station.page.locator('#sign-in-refusal').innerText());
  assert.match(told, /密码/);
  assert.equal(await station.page.inputValue('#password'), '');
  assert.notEqual(await station.page.inputValue('#user-name'), '');
  assert.equal(await station.focus(), 'password');
  await station.find_no_barrier();
});

test('after the sign-in the focus rests on the scan input', async (station) => {
  await station.at_work();
  assert.equal(await station.focus(), 'scan');
});

test('language and appearance are remembered by the device', async (station) => {
  await station.page.getByText('EN', { exact: true }).click();
  await station.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await station.page.reload();
  await station.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await station.at_work();
  await station.page.goto('/device');
  await station.page.getByRole('region', { name: 'Language and appearance' }).getByText('Dark').click();
  await station.page.reload();
  assert.equal(await station.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  assert.equal(await station.page.evaluate(() => document.documentElement.lang), 'en');
});

test('the page comes with a strict policy, and inline script finds no way in', async (station) => {
  const response = await station.page.goto('/');
  const policy = response.headers()['content-security-policy'] ?? '';
  assert.match(policy, /script-src 'self'/);
  assert.match(policy, /style-src 'self'/);
  assert.match(policy, /require-trusted-types-for 'script'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?!')/);
  const blocked = await station.page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<p>from a string</p>');
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  assert.equal(blocked, true);
  station.troubles = [];
});

test('an ended session asks for the password in place, and the scan that met it goes out once', async (station) => {
  await station.at_work();
  await station.open_box();
  const { page } = station;
  const keys = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') keys.push(request.headers()['idempotency-key']);
  });
  const cookies = await station.context.cookies();
  await station.context.clearCookies();
  const code = station.house.fresh_tube();
  await station.scan(code);
  await page.waitForSelector('dialog[open]');
  assert.equal(await station.focus(), 'password');
  await station.find_no_barrier();
  await page.keyboard.type(station.house.technician.password);
  await page.keyboard.press('Enter');
  await station.row_of(code, 'done');
  assert.ok(cookies.length > 0);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});
