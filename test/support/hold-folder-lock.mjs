// Takes the lock of a folder, says so, and keeps it until it is killed.
import { writeSync } from 'node:fs';

const [dist, path, doing] = process.argv.slice(2);
const { folderLock } = await import(`${dist}/io/sqlite/folder-lock.js`);
const clock = { now: () => Date.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
const lock = await folderLock(path, clock, { version: '9.9.9', command: 'run --inbox orders' }).acquire(0, doing);
writeSync(1, 'held\n');
setInterval(() => lock, 1_000);
