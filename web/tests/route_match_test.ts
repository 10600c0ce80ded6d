import { expect, test } from 'vitest';
import { match, type Route } from '../src/shell/route_match';

const load = () => Promise.reject(new Error('no page is loaded here'));
const routes: Route[] = [
  { pattern: '/', rail: 'today', load },
  { pattern: '/containers/:id', rail: 'storage', load },
  { pattern: '/containers/:id/rack-scan', rail: 'storage', load },
];

test('an address finds its page and its parts', () => {
  expect(match(routes, '/')?.route.pattern).toBe('/');
  expect(match(routes, '/containers/17')?.params).toEqual({ id: '17' });
  expect(match(routes, '/containers/17/rack-scan')?.route.pattern).toBe('/containers/:id/rack-scan');
});

test('a final slash changes nothing', () => {
  expect(match(routes, '/containers/17/')?.params).toEqual({ id: '17' });
});

test('parts are decoded once', () => {
  expect(match(routes, '/containers/a%2Fb%2525')?.params).toEqual({ id: 'a/b%25' });
});

test('unknown addresses and broken escapes are no page', () => {
  expect(match(routes, '/nowhere')).toBeNull();
  expect(match(routes, '/containers')).toBeNull();
  expect(match(routes, '/containers/%E0%A4%A')).toBeNull();
});
