import { describe, expect, test } from 'vitest';
import { orderKey } from '../../../src/domain/identity.ts';
import type { Facts } from '../../../src/domain/vendor.ts';
import { saleshandy } from '../../../src/vendors/saleshandy/index.ts';
import { purchase } from '../../../src/vendors/saleshandy/operation.ts';
import { readSettings } from '../../../src/vendors/saleshandy/settings.ts';
import { draftOf, factsWith, type SheetRow } from '../../support/drafts.ts';
import { GOOD, row, rows, VERIFIED } from './rule-cases/rule-case.ts';

function bodyOf(sheet: readonly SheetRow[], facts: Facts = VERIFIED): unknown {
  return purchase.assemble(draftOf(sheet, '', 'saleshandy'), facts, '').body;
}

function keyOf(sheet: readonly SheetRow[], facts: Facts = VERIFIED): string {
  const { identity, organization } = purchase.check(draftOf(sheet, '', 'saleshandy'), facts);
  return orderKey(`saleshandy https://open-api.saleshandy.com ${organization}`, identity);
}

const OWNER = {
  domainOwnerFirstname: 'Ada',
  domainOwnerLastname: 'Sample',
  companyName: 'Sample Ltd',
  address: '1 Test Street',
  city: 'Testville',
  state: 'CA',
  country: 'US',
  zipcode: '90001',
  phoneNumber: '+12025550123',
};

describe('the body', () => {
  test('has the documented fields, flags and empty texts left out', () => {
    expect(bodyOf(rows({ redirect: 'main.example' }))).toEqual({
      ...OWNER,
      emailServiceProvider: 'Google',
      planType: 'quarterly',
      domains: [
        {
          domain: 'alpha.example',
          redirectUrl: 'main.example',
          mailboxes: [
            { firstName: 'Ada', lastName: 'Sample', email: 'ada@alpha.example' },
            { firstName: 'Sam', lastName: 'Sample', email: 'sam@alpha.example' },
          ],
        },
      ],
    });
  });

  test('is one POST that may cost money', () => {
    const request = purchase.assemble(draftOf(row(), '', 'saleshandy'), VERIFIED, '');
    expect(request).toMatchObject({ effect: 'spend', method: 'POST', path: '/domain', query: {} });
  });

  test('holds real booleans, the vendor’s spelling, and the country in capitals', () => {
    const change = { is_free_order: 'YES', country: 'us', email_service_provider: 'azure', plan_type: '' };
    expect(bodyOf(row(change))).toMatchObject({
      isFreeOrder: true,
      country: 'US',
      emailServiceProvider: 'Azure',
      planType: 'quarterly',
    });
    expect(bodyOf(row(change))).not.toHaveProperty('isReplacement');
    expect(bodyOf(row({ is_replacement: '1', is_free_order: 'no' }))).toMatchObject({ isReplacement: true });
  });

  test('takes the names inside `domains` from the settings alone', () => {
    const fields = { domain: 'domainName', redirect: 'forwardTo', mailboxes: 'emails', firstName: 'fname' };
    const facts = factsWith({ schemaVerified: true, fields: { ...fields, email: null, localPart: 'username' } });
    expect(bodyOf(row({ redirect: 'main.example' }), facts)).toMatchObject({
      domains: [
        {
          domainName: 'alpha.example',
          forwardTo: 'main.example',
          emails: [{ fname: 'Ada', lastName: 'Sample', username: 'ada' }],
        },
      ],
    });
    expect(purchase.check(draftOf(row()), facts).findings).toEqual([]);
  });
});

describe('the key', () => {
  const beta = { ...GOOD, domain: 'beta.example' };

  test('does not depend on the order of rows, on spelling, or on the names of fields', () => {
    const key = keyOf([GOOD, beta]);
    expect(keyOf([beta, GOOD])).toBe(key);
    const spelt = { country: 'us', plan_type: '', is_free_order: 'no', order: 'x', alias: 'Ada' };
    expect(keyOf([{ ...GOOD, ...spelt }, beta])).toBe(key);
    expect(keyOf([GOOD, beta], factsWith({ fields: { domain: 'name' } }))).toBe(key);
  });

  test.each([
    { city: 'Elsewhere' },
    { email_service_provider: 'Microsoft' },
    { plan_type: 'annualFixed' },
    { is_free_order: 'true' },
    { is_replacement: 'true' },
    { redirect: 'main.example' },
    { alias: 'adah' },
    { first_name: 'Adah' },
  ])('depends on %j', (change) => {
    expect(keyOf(row(change))).not.toBe(keyOf(row()));
  });

  test('is another under another account', () => {
    expect(keyOf(row(), factsWith({ account: 'second' }))).not.toBe(keyOf(row()));
  });

  test('of one order is the one it always was', () => {
    expect(keyOf(rows({ redirect: 'main.example' })).slice(0, 16)).toBe('a14295f07eb15d95');
  });
});

describe('settings', () => {
  test('none are needed', () => {
    expect(readSettings(undefined)).toMatchObject({ settings: { schemaVerified: false, maxDomains: 50 } });
    expect(readSettings({ fields: { domain: 'name' } })).toMatchObject({
      settings: { fields: { domain: 'name', email: 'email' } },
    });
  });

  test.each([
    [{ schemaVerified: 'yes' }, 'schemaVerified'],
    [{ fields: { domain: 'a', redirect: 'a' } }, 'fields'],
    [{ fields: { firstName: 'x', email: 'x' } }, 'fields'],
    [{ fields: { email: null } }, 'fields'],
    [{ fields: { domain: '__proto__' } }, 'fields'],
    [{ fields: { mailbox: 'x' } }, 'fields.mailbox'],
    [{ maxDomains: 0 }, 'maxDomains'],
    [{ apiKey: 'x' }, 'apiKey'],
    [7, 'object'],
  ])('%j does not fit', (raw, named) => {
    const read = readSettings(raw);
    expect('problems' in read && read.problems.join(' ')).toContain(named);
    expect('problems' in read && read.problems.every((problem) => problem.endsWith('.'))).toBe(true);
  });
});

test('the header of the vendor’s own tool goes with its own paths only', () => {
  const headers = (url: string) => saleshandy.auth.extraHeaders?.(new URL(url));
  expect(headers('https://open-api.saleshandy.com/api/open-api/v1')).toEqual({ 'sh-application': 'open-api' });
  expect(headers(saleshandy.baseUrl)).toEqual({});
});
