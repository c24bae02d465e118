import { describe, expect, test } from 'vitest';
import { orderKey } from '../../../src/domain/identity.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Facts, Operation } from '../../../src/domain/vendor.ts';
import { scaledmail } from '../../../src/vendors/scaledmail/index.ts';
import { payloadProblems } from '../../../src/vendors/scaledmail/rules/payload.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { aliases, NAMES } from './rule-cases/rule-case.ts';

const MARKER = 'so-0123456789abcdef0';
const LOGINS = {
  domain_source: 'other',
  hosting_provider: 'Registrar',
  hosting_username: 'ada',
  hosting_password: 'hunter2',
  hosting_link: 'https://main.example',
  sequencer_provider: 'Sender',
  sequencer_username: 'ada',
  sequencer_password: 'hunter3',
  sequencer_workspace: 'w',
  sequencer_tag: '{{ID}}',
};

function operationOf(id: string): Operation {
  const operation = scaledmail.operations[id];
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

function requestOf(id: string, rows: readonly SheetRow[], facts: Facts = factsWith()) {
  return operationOf(id).assemble(draftOf(rows), facts, MARKER);
}

function keyOf(rows: readonly SheetRow[], facts: Facts = factsWith(), id = 'create-custom-order'): string {
  return orderKey('account', operationOf(id).check(draftOf(rows), facts).identity);
}

const ada = { domain: 'alpha.example', first_name: 'Ada', last_name: 'Sample' };

describe('the request', () => {
  test('of a package', () => {
    const rows = [{ ...NAMES, price_id: 'price_A', coupon: 'C 1', redirect: 'main.example' }];
    expect(requestOf('create-order', rows)).toEqual({
      effect: 'spend',
      method: 'POST',
      path: '/create-order/price_A',
      query: { organization_id: 'org-1', provider: 'scaledmail', coupon: 'C 1' },
      contentType: 'application/json',
      body: { tag: MARKER, quantity: 1, domains: [{ ...ada, redirect: 'main.example' }] },
    });
  });

  test('of a package in the other shape', () => {
    const facts = factsWith({ packageBody: 'providers', contentType: 'text/plain' });
    const request = requestOf('create-order', [{ ...NAMES, price_id: 'price_A', quantity: '2' }], facts);
    expect(request).toMatchObject({ contentType: 'text/plain' });
    expect(request.body).toEqual({ tag: MARKER, quantity: 2, providers: { google: { domains: [ada] } } });
  });

  test('of a custom order with every type', () => {
    const rows = [
      { ...NAMES, domain: 'beta.example', mailbox_type: 'smtp', tag: 'mine', organization_id: 'org-2' },
      ...aliases(2, 'google', { profile_picture: 'https://main.example/a.jpg' }),
      { ...NAMES, domain: 'c.example', mailbox_type: 'Microsoft' },
    ];
    const request = requestOf('create-custom-order', rows);
    expect(request).toMatchObject({
      path: '/create-custom-order',
      query: { organization_id: 'org-2', provider: 'scaledmail' },
    });
    expect(request.body).toEqual({
      tag: 'mine',
      providers: {
        google: {
          domains: [
            {
              domain: 'alpha.example',
              aliases: [
                { first_name: 'Ada', last_name: 'Sample', alias: 'ada0' },
                {
                  first_name: 'Ada',
                  last_name: 'Sample',
                  alias: 'ada1',
                  profile_picture: 'https://main.example/a.jpg',
                },
              ],
            },
          ],
        },
        outlook: { domains: [{ ...ada, domain: 'c.example' }] },
        smtp: { domains: [{ ...ada, domain: 'beta.example' }] },
      },
    });
  });

  test('of a form', () => {
    const request = requestOf('submit-form', [{ ...NAMES, form_uuid: 'f-1' }], factsWith({ googleMailboxes: 3 }));
    expect(request.path).toBe('/submit-form/f-1');
    expect(request.body).toEqual({ tag: MARKER, providers: { google: { mailboxes_per_domain: 3, domains: [ada] } } });
  });

  test('holds logins as secrets, and no hosting that nobody needs', () => {
    const body = requestOf('create-custom-order', [{ ...NAMES, ...LOGINS }]).body;
    expect(JSON.stringify(body)).not.toMatch(/hunter|"ada"/);
    expect(body).toMatchObject({
      hosting: { provider: 'Registrar', username: expect.any(Secret), password: expect.any(Secret) },
      sequencer: { provider: 'Sender', workspace: 'w', tag: '{{ID}}', password: expect.any(Secret) },
    });
    const unused = requestOf('create-custom-order', [{ ...NAMES, ...LOGINS, domain_source: 'scaledmail' }]).body;
    expect(unused).not.toHaveProperty('hosting');
  });

  test.each(['create-order', 'create-custom-order', 'submit-form'])('of a good %s has nothing empty', (id) => {
    const own = { 'create-order': { price_id: 'price_A' }, 'submit-form': { form_uuid: 'f-1' } }[id] ?? {};
    const rows = [{ ...NAMES, ...LOGINS, ...own, hosting_link: '' }];
    expect(operationOf(id).check(draftOf(rows), factsWith()).findings).toEqual([]);
    const request = requestOf(id, rows);
    expect(JSON.stringify(request)).not.toMatch(/:(""|null|\[\]|\{\})/);
    expect(payloadProblems(id === 'create-order' ? id : 'submit-form', request)).toEqual([]);
  });
});

describe('the identity', () => {
  const rows = [...aliases(2), { ...NAMES, domain: 'beta.example', mailbox_type: 'smtp' }];

  test('does not depend on row order, case of domains, passwords, empty quantity or the shape of the body', () => {
    expect(keyOf(rows.toReversed())).toBe(keyOf(rows));
    expect(keyOf([{ ...NAMES, domain: 'ALPHA.example', mailbox_type: 'Google' }])).toBe(keyOf([NAMES]));
    const login = { ...NAMES, ...LOGINS };
    expect(keyOf([{ ...login, hosting_password: 'x', hosting_username: 'y', sequencer_password: 'z' }])).toBe(
      keyOf([login]),
    );
    const bought = [{ ...NAMES, price_id: 'price_A' }];
    const other = factsWith({ packageBody: 'providers', contentType: 'text/plain' });
    expect(keyOf(bought, other, 'create-order')).toBe(keyOf(bought, factsWith(), 'create-order'));
    expect(keyOf([{ ...NAMES, price_id: 'price_A', quantity: '1' }], factsWith(), 'create-order')).toBe(
      keyOf(bought, factsWith(), 'create-order'),
    );
    expect(keyOf([{ ...NAMES, hosting_provider: 'Registrar' }])).toBe(keyOf([NAMES]));
  });

  test.each([
    { tag: 'mine' },
    { coupon: 'C' },
    { redirect: 'main.example' },
    { mailbox_type: 'smtp' },
    { first_name: 'Bea' },
    { profile_picture: 'https://main.example/a.jpg' },
    { domain_source: 'other' },
    { sequencer_workspace: 'w' },
    { price_id: 'price_A' },
    { form_uuid: 'f-1' },
    { quantity: 'x' },
  ])('depends on %j', (change) => {
    expect(keyOf([{ ...NAMES, ...change } as SheetRow])).not.toBe(keyOf([NAMES]));
  });

  test('claims a form by its id and everything else by its domains', () => {
    const form = operationOf('submit-form').check(draftOf([{ ...NAMES, form_uuid: 'f-1' }]), factsWith());
    expect(form).toMatchObject({ claims: ['form:f-1'], domains: ['alpha.example'] });
    const custom = operationOf('create-custom-order').check(
      draftOf([{ ...NAMES, domain: 'ALPHA.example' }]),
      factsWith(),
    );
    expect(custom.claims).toEqual(['alpha.example']);
  });
});
