import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { type Rendered, renderRequest } from '../src/io/render-request.ts';
import { requestsOf, type SendingJob } from './sending.ts';

// Posts the same bodies as a run does, and does nothing else: what the HTTP client can do at most with so many at once.
const job = JSON.parse(process.argv[2] ?? '') as SendingJob & { readonly kept: boolean };
const none = () => {
  throw new Error('the orders of this bench hold no secret');
};
const key = { authorization: 'Bearer key-of-this-bench' };
const rendered = (await requestsOf(job)).map((request) => renderRequest(new URL(job.url), request, key, none));
const pool = new Pool(new URL(job.url).origin, { connections: job.concurrency, pipelining: job.kept ? 1 : 0 });
const waiting = rendered.values();
const began = performance.now();
await Promise.all(Array.from({ length: job.concurrency }, postAll));
process.stdout.write(JSON.stringify({ ms: performance.now() - began }));
await pool.close();

async function postAll(): Promise<void> {
  for (const one of waiting) await post(one);
}

async function post({ path, headers, body }: Rendered): Promise<void> {
  const answer = await pool.request({ method: 'POST', path, headers, body, reset: !job.kept });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 && answer.statusCode !== 201)
    throw new Error(`the sandbox answered ${answer.statusCode} to ${path}: ${text.slice(0, 300)}`);
}
