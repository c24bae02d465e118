import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterEach } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';

export const ORG = 'organization_id=org_SANDBOX';
export const CUSTOM = `/create-custom-order?provider=scaledmail&${ORG}`;

/** Sandboxes that share one record file and one clock, for the length of one test. */
export class Stand {
  now = Date.parse('2026-05-02T09:00:00Z');
  readonly folder = mkdtempSync(join(tmpdir(), 'sheetorder-sandbox-'));
  readonly record = join(this.folder, 'record.ndjson');
  readonly #open: Sandbox[] = [];

  async start(more: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    const sandbox = await startSandbox({
      recordFile: this.record,
      faults: [],
      faultRate: 1,
      rate: null,
      seed: 1,
      now: () => this.now,
      ...more,
    });
    this.#open.push(sandbox);
    return sandbox;
  }

  async close(): Promise<void> {
    for (const sandbox of this.#open) await sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A stand that is taken down after each test of the file that asks for it. */
export function standForEach(): () => Stand {
  let stand: Stand | null = null;
  afterEach(async () => {
    await stand?.close();
    stand = null;
  });
  return () => {
    stand ??= new Stand();
    return stand;
  };
}

export async function ask(
  sandbox: Sandbox,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  token = 'good',
) {
  const reply = await request(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  return { status: reply.statusCode, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}

/** So many aliases, each with its names. */
export function aliases(count: number) {
  return Array.from({ length: count }, (_, n) => ({ first_name: 'Ada', last_name: 'Sample', alias: `ada${n}` }));
}

export function custom(domain: string, more: object = {}) {
  const row = { domain, redirect: 'https://main.example', aliases: aliases(2) };
  return { tag: 'may-1', providers: { google: { domains: [row] } }, ...more };
}

export function buy(sandbox: Sandbox, domain: string, more: object = {}) {
  return ask(sandbox, 'POST', CUSTOM, custom(domain, more));
}
