import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { assert, eventually } from './harness.js';
import * as house from './house.js';

const kFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let session_cookies = null;

/** Starts the distribution's browser, with a profile that is thrown away. */
export function start_browser() {
  const executablePath = process.env.FROSTKEEP_CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: kFlags });
}

/** A technician's screen: one browser context with one page, and what went wrong in it. */
export class Workstation {
  /** Errors of the console and breaches of the content security policy; empty at the end of each test. */
  troubles = [];

  static async open(browser, { language = 'zh-CN', theme = 'light', size = { width: 1366, height: 768 } } = {}) {
    const station = new Workstation();
    station.context = await browser.newContext({
      baseURL: house.url,
      locale: language,
      colorScheme: theme,
      viewport: size,
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: true,
    });
    station.page = await station.context.newPage();
    station.page.on('pageerror', (error) => station.troubles.push(String(error)));
    station.page.on('console', (message) => {
      // The browser reports each refused request as an error too; those are answers here, not faults.
      const answer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !answer) station.troubles.push(message.text());
    });
    await station.page.goto('/');
    return station;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.troubles, []);
  }

  async sign_in(password = house.technician.password, user_name = house.technician.user_name) {
    await this.page.waitForSelector('#user-name');
    await this.page.keyboard.type(user_name);
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
  }

  /** Signed in as the technician; by the session of an earlier test, if it still lives. */
  async at_work() {
    if (session_cookies) {
      await this.context.addCookies(session_cookies);
      // The page may still be on its way to its first address; then the reload is cut off, and asked for once more.
      await this.page.reload().catch(() => this.page.reload());
    }
    await this.page.waitForSelector('#scan, #user-name');
    if ((await this.page.locator('#scan').count()) === 0) await this.sign_in();
    await this.page.waitForSelector('#scan');
    session_cookies = await this.context.cookies();
    return this;
  }

  /** Signed in as somebody else, whose session no other test shares. */
  async at_work_as(user_name) {
    await this.sign_in(house.account(user_name).password, user_name);
    await this.page.waitForSelector('#scan');
    return this;
  }

  /** Chooses the first study by the keys, if the device doesn't know which is meant. */
  async choose_study() {
    const field = this.page.locator('[role=combobox]').first();
    await eventually('the studies', () => this.page.locator('[role=option]:not([aria-disabled])').count());
    if ((await field.inputValue()) !== '') return;
    await field.focus();
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    assert.notEqual(await field.inputValue(), '');
  }

  /** Keys as a scanner sends them: no pause for the page, Enter behind. */
  async scan(code, ending = 'Enter') {
    for (const character of code) await this.page.keyboard.press(key_of(character));
    if (ending) await this.page.keyboard.press(ending);
  }

  /** Keys as they reach the page while a Chinese input method is active: without a character. */
  async scan_under_ime(code) {
    const session = await this.context.newCDPSession(this.page);
    for (const character of code) {
      const physical = physical_key(character);
      for (const type of ['rawKeyDown', 'keyUp']) {
        await session.send('Input.dispatchKeyEvent', {
          type,
          key: 'Process',
          code: physical.code,
          windowsVirtualKeyCode: 229,
          modifiers: physical.shift ? 8 : 0,
        });
      }
    }
    await this.page.keyboard.press('Enter');
    await session.detach();
  }

  async open_box(code = house.empty_box) {
    await this.scan(code);
    await this.page.waitForSelector('[role=grid]');
    await eventually('the box page', async () => (await this.heading()) === code);
  }

  heading() {
    return this.page.locator('h1').first().innerText();
  }

  /** The scans on the screen, the latest first. */
  rows() {
    return this.page.$$eval('[data-fate]', (rows) =>
      rows.map((row) => ({
        fate: row.dataset.fate,
        code: row.querySelector('.code').textContent,
        text: row.innerText,
      })),
    );
  }

  async row_of(code, fate) {
    return eventually(`${code} to be ${fate}`, async () =>
      (await this.rows()).find((row) => row.code === code && row.fate === fate),
    );
  }

  band() {
    return this.page
      .$eval('[data-band]', (band) => ({ kind: band.dataset.band, text: band.innerText }))
      .catch(() => null);
  }

  async next_cell() {
    return this.page.$eval('[data-ring=halo]', (ring) => ring.dataset.at);
  }

  look_of(cell) {
    return this.page.$eval(`[data-cell="${cell}"]`, (one) => one.dataset.look);
  }

  focus() {
    return this.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName.toLowerCase());
  }

  async find_no_barrier() {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    assert.deepEqual(found, []);
  }
}

function key_of(character) {
  if (character === '-') return 'Minus';
  if (character === ':') return 'Shift+Semicolon';
  return /[A-Z]/.test(character) ? `Shift+${character}` : character;
}

function physical_key(character) {
  if (character === '-') return { code: 'Minus', shift: false };
  if (character === ':') return { code: 'Semicolon', shift: true };
  return /[A-Z]/.test(character)
    ? { code: `Key${character}`, shift: true }
    : { code: `Digit${character}`, shift: false };
}
