import { webcrypto } from 'node:crypto';

// Node 18 has the browser's `crypto`, but not as a global.
if (!('crypto' in globalThis)) Object.assign(globalThis, { crypto: webcrypto });
