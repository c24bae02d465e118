import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface BenchVendor {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a sandbox with an empty account, in a process of its own. */
export async function startVendor(): Promise<BenchVendor> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./stand.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  if (!(line instanceof Buffer)) throw new Error('the sandbox of this bench did not start');
  return {
    url: line.toString('utf8').trim(),
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
