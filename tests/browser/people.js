import { randomInt, randomUUID } from 'node:crypto';
import { assert } from './harness.js';
import * as house from './house.js';

/** A person's session beside the browser, for what must stand before a test begins. */
export async function api(user_name) {
  const { password } = house.account(user_name);
  const send = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${house.url}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = await answer.json();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(read)}`);
    return { read, cookie: answer.headers.get('set-cookie')?.split(';')[0] };
  };
  const { read: session, cookie } = await send('POST', '/sessions', { user_name, password });
  const headers = { Cookie: cookie, 'X-CSRF-Token': session.csrf_token };
  return {
    get: async (path) => (await send('GET', path, undefined, headers)).read,
    post: async (path, body) => (await send('POST', path, body, headers)).read,
  };
}

const kWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident ID that nobody else has, with its check character; a woman born in April 1968. */
export function resident_id() {
  const first = `33010619680412${String(randomInt(500) * 2).padStart(3, '0')}`;
  const sum = kWeights.reduce((total, weight, at) => total + weight * Number(first[at]), 0);
  return first + '10X98765432'[sum % 11];
}

/** The study with a protocol and a consent form: the demo's own, or made here. */
export async function study() {
  const coordinator = await api('coordinator');
  const [{ id }] = (await coordinator.get('/studies')).items;
  const protocols = (await coordinator.get(`/protocols?study_id=${id}`)).items;
  if (protocols.length === 0) await coordinator.post('/protocols', { study_id: id, shipped: 'health-check' });
  const forms = (await coordinator.get(`/consent-forms?study_id=${id}`)).items;
  const form = forms[0] ?? (await coordinator.post('/consent-forms', consent_form(id)));
  return { id, form };
}

const consent_form = (study_id) => ({
  study_id,
  code: 'IC',
  form_version: '3.2',
  title_zh: '知情同意书',
  title_en: 'Consent form',
  purposes: ['storage', 'research', 'genetic', 'recontact'],
});

/** A new participant who agreed to everything; `card` is what is printed on the participant card. */
export async function participant() {
  const { id: study_id, form } = await study();
  const technician = await api('technician');
  const made = await technician.post('/participants', {
    study_id,
    sex: 'female',
    birth_date: '1968-04',
    stratum: 'high_risk',
  });
  const answers = form.purposes.map((purpose) => ({ purpose, agreed: true }));
  await technician.post(`/participants/${made.id}/consents`, { form_id: form.id, answers });
  return { id: made.id, card: made.enrolments[0].study_code };
}
