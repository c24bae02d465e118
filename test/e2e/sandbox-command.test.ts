import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { start } from '../support/built.ts';

test('sandbox tells what to set for each vendor, and ends with Ctrl-C', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sheetorder-sandbox-command-'));
  const { child, ended } = start(['sandbox', '--record', join(folder, 'record.ndjson')], { HOME: folder });
  try {
    let said = '';
    child.stderr?.on('data', (chunk) => (said += chunk));
    for (let tries = 0; tries < 200 && !said.includes('sheetorder submit'); tries += 1) await pause(50);
    child.kill('SIGINT');
    const { exit, out, err } = await ended;
    const origin = /^(http:\/\/127\.0\.0\.1:\d+)\/api\/v1\n$/.exec(out)?.[1];
    expect(origin).toBeDefined();
    expect(err).toContain(
      `export SCALEDMAIL_BASE_URL=${origin}/api/v1 SCALEDMAIL_API_KEY=sandbox SCALEDMAIL_ORGANIZATION_ID=sandbox\n`,
    );
    expect(err).toContain(`export SALESHANDY_BASE_URL=${origin}/saleshandy/v1 SALESHANDY_API_KEY=sandbox\n`);
    expect(exit).toBe(0);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);
