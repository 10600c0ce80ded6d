// The second verifier: the chain rule of docs/ledger.md, written from the paper alone. Reads the entries as
// tab-separated text on standard input, numbers in decimal and bytes in hexadecimal, in the order of the columns below;
// exit 0 if every hash and every chain is right, 1 with a line for each that isn't.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';

const columns = ['entry', 'kind', 'stream', 'sequence', 'what', 'event', 'written', 'actor', 'behalf', 'site', 'device',
  'request', 'corrects', 'reason', 'algorithm', 'payload', 'previous', 'hash'];
const widths = { entry: 8, kind: 1, stream: 8, sequence: 4, what: 2, event: 8, written: 8, actor: 8, behalf: 8, site: 8,
  device: 8, request: 8, corrects: 8 };
const algorithms = { 1: 'sha256', 2: 'sm3' };

function number(value, width) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)));
  return bytes.subarray(8 - width);
}

function counted(hex) {
  const bytes = Buffer.from(hex, 'hex');
  return Buffer.concat([number(bytes.length, 4), bytes]);
}

export function hashOf(e) {
  const header = Object.entries(widths).map(([name, width]) => number(e[name], width));
  const leaf = Buffer.concat([number(1, 1), number(e.algorithm, 1), ...header, Buffer.from(e.previous, 'hex'),
    counted(e.reason), counted(e.payload)]);
  return createHash(algorithms[e.algorithm]).update(Buffer.concat([Buffer.from([0]), leaf])).digest('hex');
}

const streams = new Map();
const problems = [];
let entries = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const cells = line.split('\t');
  const e = Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
  for (const name of ['previous', 'hash']) e[name] = e[name].toLowerCase();
  entries += 1;
  if (hashOf(e) !== e.hash) problems.push(`entry ${e.entry}: its hash is another`);
  const key = `${e.kind}:${e.stream}`;
  if (!streams.has(key)) streams.set(key, []);
  streams.get(key)[Number(e.sequence)] = e;
}
for (const [key, chain] of streams) {
  let previous = '0'.repeat(64);
  for (let n = 1; n < chain.length; n += 1) {
    if (!chain[n]) problems.push(`stream ${key}: entry ${n} is missing`);
    else if (chain[n].previous !== previous) problems.push(`stream ${key}: entry ${n} doesn't follow its predecessor`);
    previous = chain[n]?.hash;
  }
}
for (const problem of problems) console.log(problem);
console.log(`${entries} entries in ${streams.size} streams, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
