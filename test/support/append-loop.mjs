// Appends orders to a ledger until it is killed, and says each sequence number once it is acknowledged.
import { writeSync } from 'node:fs';

const [dist, path, name, count] = process.argv.slice(2);
const { openLedger } = await import(`${dist}/io/sqlite/ledger.js`);
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const ledger = openLedger(path, clock);
writeSync(1, 'open\n');
for (let n = 0; n < Number(count); n += 1) {
  const { seq } = ledger.append({ type: 'snapshot', account: 'a', batch: name, orderIds: [`${name}-${n}`], forms: [] });
  writeSync(1, `${seq}\n`);
}
ledger.close();
