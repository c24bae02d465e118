import { type SendingJob, sendAll } from './sending.ts';

// Sends the orders of one job in a process of its own, and prints what that took.
process.stdout.write(JSON.stringify(await sendAll(JSON.parse(process.argv[2] ?? '') as SendingJob)));
