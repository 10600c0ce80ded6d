import { eventually } from './harness.js';

const url = `${process.argv[2]}/readyz`;
await eventually(
  'the server to be ready',
  () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  60_000,
);
