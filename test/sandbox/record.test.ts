import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSold } from '../../src/sandbox/record.ts';
import { ask, buy, custom, ORG, standForEach } from './stand.ts';

const stand = standForEach();

describe('its record', () => {
  test('is shared by two sandboxes, survives a torn line, and holds no credentials', async () => {
    const one = await stand().start();
    const two = await stand().start();
    const login = { provider: 'Registrar', username: 'ada-login', password: 'hunter2-hosting' };
    const path = `/create-custom-order?provider=other&${ORG}`;
    expect((await ask(one, 'POST', path, custom('alpha.example', { hosting: login, sequencer: login }))).status).toBe(
      200,
    );
    expect((await buy(two, 'alpha.example')).status).toBe(400);
    const file = stand().record;
    appendFileSync(file, '{"type":"sold","id":"half');
    const three = await stand().start();
    expect(three.sold()).toHaveLength(1);
    expect((await buy(three, 'beta.example')).status).toBe(200);
    expect(one.sold()).toHaveLength(2);
    const text = readFileSync(file, 'utf8');
    for (const secret of ['ada-login', 'hunter2-hosting', 'good']) expect(text).not.toContain(secret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('keeps the account over a restart', async () => {
    const before = await stand().start();
    await buy(before, 'alpha.example');
    const listed = (await ask(before, 'GET', `/domains?${ORG}`)).json;
    await before.close();
    const after = await stand().start();
    expect((await ask(after, 'GET', `/domains?${ORG}`)).json).toEqual(listed);
    expect((await buy(after, 'alpha.example')).json).toEqual({ error: 'Domain alpha.example is already in use' });
    expect(readSold(stand().record)).toEqual(after.sold());
  });

  test('passes over lines that are no sale', async () => {
    const sandbox = await stand().start();
    await buy(sandbox, 'alpha.example');
    for (const line of ['', 'null', '[]', '{"type":"sold"}', '{"type":"met"}', '{"type":"repeat","domains":1}'])
      appendFileSync(stand().record, `${line}\n`);
    expect((await buy(sandbox, 'beta.example')).status).toBe(200);
    expect(sandbox.sold()).toHaveLength(2);
  });

  test('sells nothing that it cannot record', async () => {
    const sandbox = await stand().start({ recordFile: join(stand().folder, 'no-such-folder', 'record.ndjson') });
    expect((await buy(sandbox, 'alpha.example')).status).toBe(500);
    expect(sandbox.sold()).toEqual([]);
  });

  test('may be left out, and then nothing is written', async () => {
    const sandbox = await stand().start({ recordFile: null });
    expect((await buy(sandbox, 'alpha.example')).status).toBe(200);
    expect(sandbox.sold()).toHaveLength(1);
    expect(existsSync(stand().record)).toBe(false);
  });
});
