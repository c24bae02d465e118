import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaultName } from '../../src/sandbox/faults.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';

const ORG = 'organization_id=org_SANDBOX';
let folder: string;
let open: Sandbox[];
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-sandbox-'));
  open = [];
  now = Date.parse('2026-05-02T09:00:00Z');
});
afterEach(async () => {
  for (const sandbox of open) await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    recordFile: join(folder, 'record.ndjson'),
    faults: [],
    faultRate: 1,
    rate: null,
    seed: 1,
    now: () => now,
    ...more,
  });
  open.push(sandbox);
  return sandbox;
}

async function ask(sandbox: Sandbox, method: 'GET' | 'POST', path: string, body?: unknown, token = 'good') {
  const reply = await request(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  return { status: reply.statusCode, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}

function custom(domain: string, more: object = {}) {
  const aliases = ['ada', 'sam'].map((alias) => ({ first_name: 'Ada', last_name: 'Sample', alias }));
  return {
    tag: 'may-1',
    providers: { google: { domains: [{ domain, redirect: 'https://main.example', aliases }] } },
    ...more,
  };
}

function buy(sandbox: Sandbox, domain: string, more: object = {}) {
  return ask(sandbox, 'POST', `/create-custom-order?provider=scaledmail&${ORG}`, custom(domain, more));
}

describe('what it answers', () => {
  test('turns away a missing or bad key, and a missing organization', async () => {
    const sandbox = await start();
    expect((await ask(sandbox, 'GET', `/orders?${ORG}`, undefined, 'bad-key')).status).toBe(401);
    expect((await ask(sandbox, 'GET', '/orders')).status).toBe(400);
    expect((await ask(sandbox, 'GET', '/organizations')).json.organizations).toHaveLength(2);
    expect((await ask(sandbox, 'GET', `/nothing?${ORG}`)).status).toBe(404);
  });

  test('sells a custom order once, lists it, and minds its domains', async () => {
    const sandbox = await start();
    const before = (await ask(sandbox, 'GET', `/orders?${ORG}`)).json;
    expect((await buy(sandbox, 'alpha.example')).status).toBe(200);
    const [sale] = sandbox.sold();
    expect(sale).toMatchObject({ kind: 'create-custom-order', domains: ['alpha.example'], tag: 'may-1', amount: 7 });
    const after = (await ask(sandbox, 'GET', `/orders?${ORG}`)).json;
    expect(after.total).toBe(before.total + 1);
    const details = (await ask(sandbox, 'GET', `/orders/${sale?.id}?${ORG}`)).json;
    expect(details.packages[0].domains[0].name).toBe('alpha.example');
    const rows = (await ask(sandbox, 'GET', `/domains?${ORG}`)).json.domains;
    expect(rows.find((row: { domain: string }) => row.domain === 'alpha.example')).toMatchObject({
      payment_id: sale?.id,
      tag: 'may-1',
    });
    const again = await buy(sandbox, 'alpha.example');
    expect(again.json).toEqual({ error: 'Domain alpha.example is already in use' });
    expect(sandbox.sold()).toHaveLength(1);
    expect(sandbox.repeats()).toEqual(['alpha.example']);
  });

  test('sells packages of the right size only', async () => {
    const sandbox = await start();
    const path = `/create-order/price_SANDBOX_OUTLOOK_2?provider=scaledmail&${ORG}`;
    const domains = ['a.example', 'b.example'].map((domain) => ({ domain, first_name: 'Ada', last_name: 'Sample' }));
    expect((await ask(sandbox, 'POST', path, { domains: domains.slice(1) })).json.error).toContain('2 domains');
    expect((await ask(sandbox, 'POST', path, { domains })).status).toBe(200);
    expect((await ask(sandbox, 'POST', `/create-order/price_X?provider=scaledmail&${ORG}`, { domains })).status).toBe(
      404,
    );
    expect((await ask(sandbox, 'GET', `/packages?${ORG}`)).json.total).toBe(5);
  });

  test('a form waits until it is filled in, and its order is one order', async () => {
    const sandbox = await start();
    const uuid = '11111111-aaaa-4bbb-8ccc-000000000003';
    const aliases = ['a', 'b', 'c', 'd'].map((alias) => ({ first_name: 'Ada', last_name: 'Sample', alias }));
    const body = { providers: { smtp: { domains: [{ domain: 'form-c1.example', aliases }] } } };
    const orders = (await ask(sandbox, 'GET', `/orders?${ORG}`)).json.total;
    expect((await ask(sandbox, 'POST', `/submit-form/${uuid}?provider=scaledmail&${ORG}`, body)).json).toEqual({});
    const forms = (await ask(sandbox, 'GET', `/pending-forms?${ORG}`)).json.forms;
    expect(forms.map((form: { uuid: string }) => form.uuid)).not.toContain(uuid);
    expect((await ask(sandbox, 'GET', `/orders?${ORG}`)).json.total).toBe(orders);
    expect(sandbox.sold()[0]?.id).toBe('recFORM3');
    expect((await ask(sandbox, 'POST', `/submit-form/${uuid}?provider=scaledmail&${ORG}`, body)).status).toBe(400);
  });

  test('lets five requests a second through', async () => {
    const sandbox = await start({ rate: 5 });
    const replies = [];
    for (let n = 0; n < 7; n += 1) replies.push((await ask(sandbox, 'GET', '/organizations')).status);
    expect(replies).toEqual([200, 200, 200, 200, 200, 429, 429]);
    now += 1_000;
    expect((await ask(sandbox, 'GET', '/organizations')).status).toBe(200);
  });
});

describe('how it misbehaves', () => {
  async function faulty(fault: FaultName, more: Partial<SandboxOptions> = {}) {
    const sandbox = await start({ faults: [fault], ...more });
    const first = await buy(sandbox, 'alpha.example').catch(() => null);
    return { sandbox, first };
  }

  test('lost-reply sells and says nothing', async () => {
    const { sandbox, first } = await faulty('lost-reply');
    expect(first).toBeNull();
    expect(sandbox.sold()).toHaveLength(1);
  });

  test('late-listing hides the order for a while, and would sell its domains again', async () => {
    const { sandbox, first } = await faulty('late-listing', { lateMs: 1_000 });
    expect(first?.status).toBe(200);
    const before = (await ask(sandbox, 'GET', `/domains?${ORG}`)).text;
    expect(before).not.toContain('alpha.example');
    now += 1_000;
    expect((await ask(sandbox, 'GET', `/domains?${ORG}`)).text).toContain('alpha.example');
  });

  test('charge-failed sells and complains of the card', async () => {
    const { sandbox, first } = await faulty('charge-failed');
    expect(first).toMatchObject({ status: 400, json: { error: 'Subscription created but unable to charge' } });
    expect(sandbox.sold()).toHaveLength(1);
  });

  test('429 sells nothing the first time', async () => {
    const { sandbox, first } = await faulty('429');
    expect(first?.status).toBe(429);
    expect(sandbox.sold()).toHaveLength(0);
    expect((await buy(sandbox, 'alpha.example')).status).toBe(200);
  });

  test.each([
    ['html', 502],
    ['500', 500],
  ] as const)('%s sells half of the orders', async (fault, status) => {
    const sandbox = await start({ faults: [fault] });
    for (let n = 0; n < 20; n += 1) expect((await buy(sandbox, `domain-${n}.example`)).status).toBe(status);
    expect(sandbox.sold().length).toBeGreaterThan(3);
    expect(sandbox.sold().length).toBeLessThan(17);
  });

  test('slow answers late', async () => {
    const started = Date.now();
    const { first } = await faulty('slow', { slowMs: 120 });
    expect(first?.status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(110);
  });

  test('an order meets its fault once, also after a restart', async () => {
    const { sandbox } = await faulty('429');
    await sandbox.close();
    const next = await start({ faults: ['429'] });
    expect((await buy(next, 'alpha.example')).status).toBe(200);
  });
});

describe('its record', () => {
  test('is shared by two sandboxes, survives a torn line, and holds no credentials', async () => {
    const one = await start();
    const two = await start();
    const login = { provider: 'Registrar', username: 'ada-login', password: 'hunter2-hosting' };
    const path = `/create-custom-order?provider=other&${ORG}`;
    expect((await ask(one, 'POST', path, custom('alpha.example', { hosting: login, sequencer: login }))).status).toBe(
      200,
    );
    expect((await buy(two, 'alpha.example')).status).toBe(400);
    const file = join(folder, 'record.ndjson');
    appendFileSync(file, '{"type":"sold","id":"half');
    const three = await start();
    expect(three.sold()).toHaveLength(1);
    expect((await buy(three, 'beta.example')).status).toBe(200);
    expect(one.sold()).toHaveLength(2);
    const text = readFileSync(file, 'utf8');
    for (const secret of ['ada-login', 'hunter2-hosting', 'good']) expect(text).not.toContain(secret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
