import { readFileSync } from 'node:fs';

/**
 * The server under test and the things in it that tests may use up: a house that `frostkeep demo` has filled.
 * FROSTKEEP_URL says where it is, FROSTKEEP_ACCOUNTS which file the demo wrote the accounts to.
 */
function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start the tests by run.sh`);
  return value;
}

export const url = needed('FROSTKEEP_URL').replace(/\/$/, '');

const [, ...lines] = readFileSync(needed('FROSTKEEP_ACCOUNTS'), 'utf8').trim().split('\n');
const accounts = lines.map((line) => {
  const [user_name, role, password, pin, badge, site] = line.split(/\s+/);
  return { user_name, role, password, pin, badge, site };
});

export function account(user_name) {
  const found = accounts.find((one) => one.user_name === user_name);
  if (!found) throw new Error(`the demo made no account ${user_name}`);
  return found;
}

/** Whose work most tests do, and who works beside. */
export const technician = account('technician');
export const colleague = account('technician2');

/** Our code of a number under a prefix (server/domain/code_text.hpp). */
export function make_code(prefix, number) {
  const body = prefix + String(number).padStart(8, '0');
  const value = (character) => (character === '-' ? 36 : Number.parseInt(character, 36));
  const sum = [...`${body}00`].reduce((rest, character) => (rest * 10 + value(character)) % 97, 0);
  return body + String(98 - sum).padStart(2, '0');
}

/** The demo's first box of the technician's site is filled in part, the eighth is empty. */
export const filled_box = make_code('BX', 5);
export const empty_box = make_code('BX', 12);
export const rack = make_code('RK', 4);
export const stored_tube = make_code('ZJ', 1);
export const unknown_code = make_code('ZJ', 99_999_999);

const kFirstLooseTube = 401;
const kLooseTubes = 40;
let used = 0;

/** A tube that lies nowhere yet and that no other test has touched. */
export function fresh_tube() {
  if (used === kLooseTubes) throw new Error('there are no tubes left for this test');
  used += 1;
  return make_code('ZJ', kFirstLooseTube + used - 1);
}
