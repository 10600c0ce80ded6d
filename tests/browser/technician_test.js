import { randomInt } from 'node:crypto';
import { assert, eventually, test } from './harness.js';
import { participant } from './people.js';

/** Counts what each step costs: scans beside those of the things that must be identified, and keys that are no scan. */
class Walk {
  costs = [];

  constructor(station, typist) {
    this.station = station;
    this.typist = typist;
  }

  /** Counts every key that reaches the page, but Shift, which goes with another. */
  async begin() {
    await this.station.page.evaluate(() => {
      window.strokes = 0;
      const count = ({ key }) => (window.strokes += key === 'Shift' ? 0 : 1);
      addEventListener('keydown', count, { capture: true });
    });
  }

  strokes() {
    return this.station.page.evaluate(() => window.strokes);
  }

  async scan(code) {
    this.scans += 1;
    this.scanned += code.length + 1;
    await this.station[this.typist](code);
  }

  /** `things` is how many must be identified: at most one scan more, and no other keystroke. */
  async step(name, things, body) {
    this.scans = 0;
    this.scanned = 0;
    const before = await this.strokes();
    await body();
    const keystrokes = (await this.strokes()) - before - this.scanned;
    this.costs.push(`${name}: ${things} to identify, ${this.scans} scans, ${keystrokes} other keystrokes`);
    assert.ok(this.scans <= things + 1, this.costs.at(-1));
    assert.equal(keystrokes, 0, this.costs.at(-1));
    await this.station.find_no_barrier();
  }
}

/** Codes as a maker of cryovials prints them; no two tests have the same. */
function vials(count) {
  const first = randomInt(1_000_000, 9_000_000);
  return Array.from({ length: count }, (_, index) => `AB1${first + index}`);
}

async function shows(station, selector) {
  await station.page.waitForSelector(selector);
}

async function acknowledge_nothing(station) {
  assert.notEqual((await station.band())?.kind, 'refused', (await station.band())?.text);
}

/** From the card to the last tube of the plan; gives the tubes with their kinds. */
async function collect(walk, station, card) {
  const { page } = station;
  await walk.step('scan a participant card', 1, async () => {
    await walk.scan(card);
    await shows(station, '[data-look=next]');
  });
  const planned = await page.$$eval('[data-tube]', (tubes) => tubes.map(({ dataset }) => dataset.tube));
  await walk.step('collect the tubes of the protocol', planned.length, async () => {
    for (const code of planned) {
      await walk.scan(code);
      await station.row_of(code, 'done');
    }
    const full = `[data-drawn="${planned.length}"][data-planned="${planned.length}"]`;
    await shows(station, full);
    await eventually('the visit to end by itself', async () => (await page.locator('[data-look=next]').count()) === 0);
  });
  return planned;
}

async function receive(walk, station, tubes) {
  await walk.step('receive them', tubes.length, async () => {
    await walk.scan('FK:GO-RECEPTION');
    await eventually('the page', () => station.page.url().endsWith('/reception'));
    await eventually('the page to take scans', async () => (await station.page.locator('h2').count()) > 1);
    for (const code of tubes) {
      await walk.scan(code);
      await shows(station, `[data-arrival="${code}"][data-outcome=received]`);
    }
  });
}

async function spin(walk, station, tube) {
  const centrifuge = `CF-${randomInt(100, 999)}`;
  await walk.step('spin', 3, async () => {
    await walk.scan('FK:GO-BENCH');
    await shows(station, `[data-bench="${tube}"]`);
    await walk.scan(tube);
    await shows(station, '[data-tray="1"]');
    await walk.scan(centrifuge);
    await shows(station, `[data-running="${centrifuge}"]`);
    await station.page.waitForTimeout(1000);
    await walk.scan(centrifuge);
    await station.page.waitForSelector(`[data-running="${centrifuge}"]`, { state: 'detached' });
    await acknowledge_nothing(station);
  });
}

/** Gives the codes of the children. */
async function aliquot(walk, station, tube) {
  const { page } = station;
  let children = [];
  const open = async () => {
    await walk.scan('FK:GO-ALIQUOT');
    await eventually('the page', () => page.url().endsWith('/aliquot'));
    await eventually('the page to take scans', async () => (await station.heading()) !== '');
    await walk.scan(tube);
    await shows(station, '[data-state=next]');
    children = vials(await page.locator('[data-state]').count());
    for (const code of children) {
      await walk.scan(code);
      await station.row_of(code, 'done');
    }
    await eventually('all to be recorded', async () => (await station.band())?.kind === 'done');
  };
  await walk.step('aliquot', 1 + (await planned_children(station, tube)), open);
  return children;
}

async function planned_children(station, tube) {
  return station.page.evaluate(async (code) => {
    const read = async (path) => (await fetch(`/api/v1${path}`)).json();
    const { id } = await read(`/scan-codes/${code}`);
    const { visit } = await read(`/samples/${id}`);
    const { lines } = await read(`/collection-events/${visit.id}`);
    const parent = lines.findIndex((line) => line.tube?.id === id);
    return lines.filter((line) => line.parent === parent).length;
  }, tube);
}

async function place(walk, station, tubes) {
  const { page, house } = station;
  await walk.step('place them in a box', tubes.length + 1, async () => {
    await walk.scan(house.empty_box);
    await shows(station, '[role=grid]');
    await eventually('the box page', async () => (await station.heading()) === house.empty_box);
    for (const code of tubes) {
      const cell = await station.next_cell();
      await walk.scan(code);
      await eventually(`${code} in ${cell}`, async () => (await station.look_of(cell)) === 'stored');
    }
  });
  return page;
}

async function find(walk, station, tube) {
  await walk.step('find a tube', 1, async () => {
    await walk.scan('FK:FINISH');
    await eventually('the day', () => new URL(station.page.url()).pathname === '/');
    await eventually('its page', async () => (await station.heading()) !== station.house.empty_box);
    await walk.scan(tube);
    await eventually('the tube', async () => (await station.heading()) === tube);
    await shows(station, '#timeline');
  });
}

/** A colleague with the right to correct takes over by badge: that is signing in, and no part of the step. */
async function change_person(walk, station, user_name) {
  const { page, house } = station;
  const { badge, pin } = house.account(user_name);
  walk.scans = 0;
  walk.scanned = 0;
  await walk.scan(badge);
  await page.waitForSelector('#pin');
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#pin', { state: 'detached' });
}

async function correct(walk, station, tube, right_card) {
  const { page } = station;
  await walk.step('correct a mistake', 2, async () => {
    await walk.scan(tube);
    await eventually('the tube', async () => (await station.heading()) === tube);
    await shows(station, '#timeline');
    await walk.scan(right_card);
    await shows(station, `[data-consequence="${tube}"]`);
    await station.find_no_barrier();
    await walk.scan('FK:OK');
    await page.waitForSelector('dialog', { state: 'detached' });
    await eventually('the correction', async () => (await page.locator('.correction').count()) > 0);
  });
  await walk.step('see its timeline', 0, async () => {
    assert.ok((await page.locator('.history .entry').count()) >= 4);
    assert.ok((await page.locator('.history .struck').count()) >= 1);
  });
}

for (const language of ['zh-CN', 'en']) {
  for (const typist of ['scan', 'scan_under_ime']) {
    const under = typist === 'scan' ? '' : ', under Chinese input';
    test(
      `a technician takes tubes from the chair to the freezer without mouse and keyboard (${language}${under})`,
      async (station) => {
        const [donor, other] = [await participant(), await participant()];
        await station.sign_in();
        await station.page.waitForSelector('#scan');
        const walk = new Walk(station, typist);
        await walk.begin();
        const tubes = await collect(walk, station, donor.card);
        await receive(walk, station, tubes);
        await spin(walk, station, tubes[0]);
        const children = await aliquot(walk, station, tubes[0]);
        await place(walk, station, children);
        await find(walk, station, children[0]);
        await change_person(walk, station, 'coordinator');
        await correct(walk, station, tubes[0], other.card);
        for (const cost of walk.costs) console.log(`      ${cost}`);
      },
      { language, theme: typist === 'scan' ? 'light' : 'dark' },
    );
  }
}
