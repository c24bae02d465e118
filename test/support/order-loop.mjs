// Takes orders through their whole life in a ledger, and says each entry, whole, once it is acknowledged.
import { writeSync } from 'node:fs';

const [dist, path, name, count] = process.argv.slice(2);
const { openLedger } = await import(`${dist}/io/sqlite/ledger.js`);
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const account = 'scaledmail sandbox org_test';
const ledger = openLedger(path, clock);

function append(entry) {
  const appended = ledger.append(entry);
  writeSync(1, `${JSON.stringify(appended)}\n`);
  return appended.seq;
}

function note(n) {
  const domains = Array.from({ length: 1 + (n % 4) }, (_, index) => `${name}-${n}-${index}.example`);
  const rows = `${name}.csv:${n + 2}-${n + 3}`;
  const operation = 'create-custom-order';
  return {
    account,
    vendor: 'scaledmail',
    organization: 'org_test',
    operation,
    domains,
    mailboxes: 2,
    claims: domains,
    name,
    rows,
  };
}

function claim(key, n, attempt, snapshot) {
  const more = { marker: 'so-marker', tag: null, reservation: null, allowed: [], digest: 'd'.repeat(64) };
  append({ type: 'claimed', ...note(n), key, attempt, batch: name, snapshot, ...more });
}

// Bodies of many sizes: some fit a page with others, some take several pages.
function spend(key, n, attempt, verdict) {
  append({ type: 'spend_started', key, attempt });
  const body = JSON.stringify({ order: `${name}-${n}`, text: 'reply '.repeat([3, 40, 900, 4_000][n % 4]) });
  const evidence = { reached: 'answered', ms: 12 };
  const reply = { kind: 'answer', status: 200, headers: {}, body, receivedAt: Date.now(), evidence };
  append({ type: 'answered', key, attempt, reply });
  append({ type: 'spend_finished', key, attempt, verdict });
}

const snapshot = append({ type: 'snapshot', account, batch: name, orderIds: [`${name}-before`], forms: [] });
for (let n = 0; n < Number(count); n += 1) {
  const key = Buffer.from(`${name}-${n}`.padEnd(32, '.')).toString('hex');
  const receipt = { orderId: `rec-${name}-${n}`, payment: 'taken' };
  const placed = { kind: 'placed', receipt, reason: 'The vendor took it.' };
  claim(key, n, 1, snapshot);
  if (n % 3 === 1) {
    spend(key, n, 1, { kind: 'refused', code: 'HTTP-400', reason: 'Invalid.', confirm: false });
    claim(key, n, 2, snapshot);
    spend(key, n, 2, placed);
  } else if (n % 3 === 2) {
    spend(key, n, 1, { kind: 'unknown', code: 'REPLY-ODD', reason: 'Unreadable.' });
    append({ type: 'resolved', key, as: 'placed', orderId: receipt.orderId, note: 'looked', who: 'ada' });
  } else spend(key, n, 1, placed);
}
ledger.close();
