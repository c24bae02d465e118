import { startSandbox } from '../src/sandbox/start-sandbox.ts';

// A stand-in vendor in a process of its own, until its parent closes its standard input.
const sandbox = await startSandbox({ recordFile: null, faults: [], rate: null, seed: 1, now: Date.now });
process.stdout.write(`${sandbox.url}\n`);
process.stdin.resume();
process.stdin.once('end', () => void sandbox.close());
