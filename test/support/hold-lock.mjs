// Takes an account's lock, says so, and keeps it until it is killed.
import { writeSync } from 'node:fs';

const [dist, path, account] = process.argv.slice(2);
const { sqliteLocks } = await import(`${dist}/io/sqlite/locks.js`);
const clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
const lock = await sqliteLocks(path, clock).acquire(account, 0, 'a test');
writeSync(1, 'held\n');
setInterval(() => lock, 1_000);
