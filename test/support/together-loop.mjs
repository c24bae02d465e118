// Takes orders through a ledger as many at once do: claims and outcomes by one commit, each start by its own. Says each
// entry, whole, once it is acknowledged, and a line `= N` behind each commit of N entries.
import { writeSync } from 'node:fs';

const [dist, path, rounds, size] = process.argv.slice(2);
const { openLedger } = await import(`${dist}/io/sqlite/ledger.js`);
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const account = 'scaledmail sandbox org_test';
const ledger = openLedger(path, clock);

function append(entries) {
  const appended = ledger.appendAll(entries.map((entry) => ({ entry })));
  writeSync(1, `${appended.map((entry) => JSON.stringify(entry)).join('\n')}\n= ${appended.length}\n`);
  return appended;
}

function claim(key, n) {
  const domains = [`${n}-a.example`, `${n}-b.example`];
  const order = { vendor: 'scaledmail', organization: 'org_test', operation: 'create-custom-order', mailboxes: 2 };
  const more = { marker: 'so-marker', tag: null, reservation: null, allowed: [], digest: 'd'.repeat(64), snapshot: 1 };
  const note = { account, ...order, domains, claims: domains, name: `order-${n}`, rows: `may.csv:${n + 2}` };
  return { type: 'claimed', ...note, key, attempt: 1, batch: 'one', ...more };
}

function answer(key, n) {
  const body = JSON.stringify({ order: n, text: 'reply '.repeat([3, 40, 900, 4_000][n % 4]) });
  const evidence = { reached: 'answered', ms: 12 };
  const reply = { kind: 'answer', status: 200, headers: {}, body, receivedAt: Date.now(), evidence };
  return { type: 'answered', key, attempt: 1, reply };
}

function placed(key, n) {
  const receipt = { orderId: `rec-${n}`, payment: 'taken' };
  const verdict = { kind: 'placed', receipt, reason: 'The vendor took it.' };
  return { type: 'spend_finished', key, attempt: 1, verdict };
}

append([{ type: 'snapshot', account, batch: 'one', orderIds: [], forms: [] }]);
for (let round = 0; round < Number(rounds); round += 1) {
  const orders = Array.from({ length: Number(size) }, (_, at) => {
    const n = round * Number(size) + at;
    return { n, key: Buffer.from(`order-${n}`.padEnd(32, '.')).toString('hex') };
  });
  append(orders.map(({ n, key }) => claim(key, n)));
  for (const { key } of orders) append([{ type: 'spend_started', key, attempt: 1 }]);
  append(orders.map(({ n, key }) => answer(key, n)));
  append(orders.map(({ n, key }) => placed(key, n)));
}
ledger.close();
