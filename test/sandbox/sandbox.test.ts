import { describe, expect, test } from 'vitest';
import { aliases, ask, buy, CUSTOM, custom, ORG, standForEach } from './stand.ts';

const stand = standForEach();

describe('what it answers', () => {
  test('turns away a missing or bad key, and a missing organization', async () => {
    const sandbox = await stand().start();
    expect((await ask(sandbox, 'GET', `/orders?${ORG}`, undefined, 'bad-key')).status).toBe(401);
    expect((await ask(sandbox, 'GET', '/orders')).status).toBe(400);
    expect((await ask(sandbox, 'GET', '/organizations')).json.organizations).toHaveLength(2);
    expect((await ask(sandbox, 'GET', `/nothing?${ORG}`)).status).toBe(404);
  });

  test('sells a custom order once, lists it, and minds its domains', async () => {
    const sandbox = await stand().start();
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
    const sandbox = await stand().start();
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
    const sandbox = await stand().start();
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
    const sandbox = await stand().start({ rate: 5 });
    const replies = [];
    for (let n = 0; n < 7; n += 1) replies.push((await ask(sandbox, 'GET', '/organizations')).status);
    expect(replies).toEqual([200, 200, 200, 200, 200, 429, 429]);
    stand().now += 1_000;
    expect((await ask(sandbox, 'GET', '/organizations')).status).toBe(200);
  });
});

describe('what else it answers', () => {
  test('says 404 in JSON to what it does not know', async () => {
    const sandbox = await stand().start();
    const unknown = [
      ['GET', `/nothing?${ORG}`],
      ['POST', `/suggest-domains?${ORG}`],
      ['PATCH', `/orders/recEARLIER1/tag?${ORG}`],
      ['DELETE', `/orders/recEARLIER1?${ORG}`],
      ['GET', `/orders/recNONE?${ORG}`],
      ['GET', `/orders/%zz?${ORG}`],
      ['POST', `/submit-form/recFORM1?provider=scaledmail&${ORG}`, '{}'],
    ] as const;
    for (const [method, path, body] of unknown) {
      const reply = await ask(sandbox, method, path, body);
      expect([path, reply.status, typeof reply.json?.error]).toEqual([path, 404, 'string']);
    }
    expect((await ask(sandbox, 'POST', CUSTOM, 'not JSON')).json).toEqual({ error: 'body must be JSON' });
  });

  test('tells some orders their id, and the others nothing', async () => {
    const sandbox = await stand().start();
    const ids = [];
    for (let n = 0; n < 12; n += 1) ids.push((await buy(sandbox, `domain-${n}.example`)).json.id);
    const sold = sandbox.sold().map((sale) => sale.id);
    expect(new Set(sold).size).toBe(12);
    expect(ids.filter((id) => id === undefined).length).toBeGreaterThan(0);
    expect(ids.filter((id) => id !== undefined).length).toBeGreaterThan(0);
    for (const [n, id] of ids.entries()) expect([undefined, sold[n]]).toContain(id);
  });

  test('lists purchased domains, and takes no others once it has a list', async () => {
    const sandbox = await stand().start({ purchased: ['mine.example', 'spare.example'] });
    expect((await buy(sandbox, 'theirs.example')).json.error).toContain('not among your purchased domains');
    expect((await buy(sandbox, 'mine.example')).status).toBe(200);
    const names = async (query: string) =>
      (await ask(sandbox, 'GET', `/purchased-domains?${ORG}${query}`)).json.domains.map(
        (row: { domain: string }) => row.domain,
      );
    expect(await names('')).toEqual(['mine.example', 'spare.example']);
    expect(await names('&available=true')).toEqual(['spare.example']);
  });

  test('a form takes exactly its own domains', async () => {
    const sandbox = await stand().start();
    const path = `/submit-form/11111111-aaaa-4bbb-8ccc-000000000001?provider=scaledmail&${ORG}`;
    expect((await ask(sandbox, 'POST', path, custom('form-a1.example'))).json.error).toContain('do not match');
    const rows = ['form-a2.example', 'form-a1.example'].map((domain) => ({ domain, aliases: aliases(2) }));
    expect((await ask(sandbox, 'POST', path, { providers: { google: { domains: rows } } })).status).toBe(200);
    const listed = (await ask(sandbox, 'GET', `/domains?${ORG}`)).json.domains;
    const own = listed.filter((row: { payment_id: string }) => row.payment_id === 'recFORM1');
    expect(own.map((row: { domain: string }) => row.domain).sort()).toEqual(['form-a1.example', 'form-a2.example']);
  });

  const google = (...domains: readonly object[]) => ({ providers: { google: { domains } } });
  const names = { first_name: 'Ada', last_name: 'Sample' };
  test.each([
    ['a long tag', { ...custom('a.example'), tag: 'x'.repeat(21) }, 'at most 20'],
    ['too few aliases', google({ domain: 'a.example', aliases: aliases(1) }), 'exactly 2 aliases'],
    ['an address as alias', google({ domain: 'a.example', aliases: [{ ...names, alias: 'a@b' }] }), 'before the @'],
    ['a long name', google({ domain: 'a.example', ...names, last_name: 'x'.repeat(51) }), 'at most 50'],
    ['no last name', google({ domain: 'a.example', first_name: 'Ada' }), 'last_name'],
    ['a web address', google({ domain: 'http://a.example', ...names }), 'not valid'],
    ['an empty redirect', google({ domain: 'a.example', redirect: '', ...names }), 'cannot be empty'],
    [
      'one domain twice',
      google({ domain: 'a.example', ...names }, { domain: 'a.example', ...names }),
      'more than once',
    ],
    [
      'two formats',
      google({ domain: 'a.example', ...names }, { domain: 'b.example', aliases: aliases(2) }),
      'same format',
    ],
    ['an unknown type', { providers: { gogle: { domains: [] } } }, 'not supported'],
    ['no domains', google(), 'at least one'],
    ['a domain that was always there', google({ domain: 'long-held.example', ...names }), 'already in use'],
  ])('refuses %s', async (_what, body, words) => {
    const sandbox = await stand().start();
    const reply = await ask(sandbox, 'POST', CUSTOM, body);
    expect(reply.status).toBe(400);
    expect(reply.json.error).toContain(words);
    expect(sandbox.sold()).toEqual([]);
  });

  test('wants a source, and a registrar login for domains held elsewhere', async () => {
    const sandbox = await stand().start();
    const at = (query: string) => ask(sandbox, 'POST', `/create-custom-order?${ORG}${query}`, custom('a.example'));
    expect((await at('')).json.error).toBe('provider is required');
    expect((await at('&provider=google')).json.error).toContain('must be one of');
    expect((await at('&provider=other')).json.error).toBe('hosting is required');
  });
});
