import { assert, eventually, test } from './harness.js';

for (const language of ['zh-CN', 'en']) {
  for (const typist of ['scan', 'scan_under_ime']) {
    test(
      `${typist === 'scan' ? 'a scanner' : 'a scanner under Chinese input'} fills the next cell (${language})`,
      async (station) => {
        await station.at_work();
        await station.open_box();
        const cell = await station.next_cell();
        const code = station.house.fresh_tube();
        await station[typist](code);
        const row = await station.row_of(code, 'done');
        assert.match(row.text, new RegExp(`${cell}\\b`));
        const band = await station.band();
        assert.equal(band.kind, 'done');
        assert.ok(band.text.includes(cell) && band.text.includes(code));
        assert.notEqual(await station.look_of(cell), 'empty');
        assert.notEqual(await station.next_cell(), cell);
        assert.equal(await station.focus(), 'scan');
        assert.equal(await station.page.inputValue('#scan'), '');
      },
      { language },
    );
  }
}

test('a tube that is in this box already is not placed again', async (station) => {
  await station.at_work();
  await station.open_box();
  const code = station.house.fresh_tube();
  await station.scan(code);
  await station.row_of(code, 'done');
  const next = await station.next_cell();
  await station.scan(code);
  await station.row_of(code, 'repeat');
  assert.equal(await station.next_cell(), next);
});

test('a refusal stays, pauses scanning, and Enter or the OK card ends it', async (station) => {
  await station.at_work();
  await station.open_box();
  for (const acknowledge of [() => station.page.keyboard.press('Enter'), () => station.scan('FK:OK')]) {
    const code = station.house.fresh_tube();
    await station.scan(station.house.unknown_code);
    await station.row_of(station.house.unknown_code, 'refused');
    await eventually('the band to say so', async () => (await station.band())?.kind === 'refused');
    assert.equal(await station.page.inputValue('#scan'), station.house.unknown_code);
    await station.find_no_barrier();
    await station.scan(code);
    await station.row_of(code, 'held');
    await acknowledge();
    await eventually('the band to go', async () => (await station.band()) === null);
    await station.page.waitForTimeout(1000);
    await station.scan(code);
    await station.row_of(code, 'done');
  }
});

test('the UNDO card takes the last placement back, and its cell is next again', async (station) => {
  await station.at_work();
  await station.open_box();
  const cell = await station.next_cell();
  const code = station.house.fresh_tube();
  await station.scan(code);
  await station.row_of(code, 'done');
  await station.scan('FK:UNDO');
  await eventually('the cell to be free', async () => (await station.look_of(cell)) === 'empty');
  assert.equal(await station.next_cell(), cell);
  assert.equal((await station.band()).kind, 'info');
});

test('ten scans in a row, faster than the server answers, land in order, each in its own cell', async (station) => {
  await station.at_work();
  await station.open_box();
  await station.page.route('**/positions/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await route.continue();
  });
  const codes = Array.from({ length: 10 }, () => station.house.fresh_tube());
  for (const code of codes) await station.scan(code);
  for (const code of codes) await station.row_of(code, 'done');
  const rows = (await station.rows()).filter(({ code }) => codes.includes(code));
  assert.deepEqual(rows.map(({ code }) => code).reverse(), codes);
  const cells = rows.map(({ text }) => text.split('\n').at(-1));
  assert.equal(new Set(cells).size, codes.length);
});

test('a scan while the network is away waits, says so, and is recorded once when it is back', async (station) => {
  await station.at_work();
  await station.open_box();
  const code = station.house.fresh_tube();
  await station.context.setOffline(true);
  await station.scan(code);
  await station.row_of(code, 'offline');
  assert.match(await station.page.locator('[role=status]').innerText(), /离线/);
  await station.context.setOffline(false);
  await station.row_of(code, 'done');
});

test('a scan that a reload cut off is sent again under the same key', async (station) => {
  await station.at_work();
  await station.open_box();
  const { page } = station;
  const cell = await station.next_cell();
  const keys = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') keys.push(request.headers()['idempotency-key']);
  });
  await page.route('**/positions/*', () => undefined);
  const code = station.house.fresh_tube();
  await station.scan(code);
  await eventually('the request', () => keys.length === 1);
  await page.unroute('**/positions/*');
  await page.reload();
  await station.row_of(code, 'done');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await eventually('the map to show it', async () => (await station.look_of(cell)) === 'stored');
});

test('a scan that starts on a button does not press it', async (station) => {
  await station.at_work();
  await station.open_box();
  const pressed = await station.page.getAttribute('.sound', 'aria-pressed');
  await station.page.focus('.sound');
  const code = station.house.fresh_tube();
  await station.scan(code);
  await station.row_of(code, 'done');
  assert.equal(await station.page.getAttribute('.sound', 'aria-pressed'), pressed);
});

test('a scanner in ALT mode is noticed and nothing is recorded', async (station) => {
  await station.at_work();
  await station.page.keyboard.down('Alt');
  for (const key of ['Numpad0', 'Numpad6', 'Numpad5']) await station.page.keyboard.press(key);
  await station.page.keyboard.up('Alt');
  assert.equal((await station.band()).kind, 'warning');
  assert.deepEqual(await station.rows(), []);
});
