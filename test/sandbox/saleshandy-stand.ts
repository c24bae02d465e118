import { request } from 'undici';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

export interface Asked {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it.
  readonly json: any;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One request to the Saleshandy of a sandbox; `path` stands below /saleshandy. */
export async function askHandy(
  sandbox: Sandbox,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { 'x-api-key': 'good' },
): Promise<Asked> {
  const url = new URL(`/saleshandy${path}`, sandbox.url);
  const reply = await request(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  return {
    status: reply.statusCode,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : null,
    headers: reply.headers,
  };
}

/** A body that the stand-in takes. */
export function order(domain: string, more: object = {}): Record<string, unknown> {
  return {
    domainOwnerFirstname: 'Ada',
    domainOwnerLastname: 'Sample',
    companyName: 'Sample Ltd',
    address: '1 Test Street',
    city: 'Testville',
    state: 'CA',
    country: 'US',
    zipcode: '90001',
    phoneNumber: '+12025550123',
    emailServiceProvider: 'Google',
    planType: 'quarterly',
    domains: [domainItem(domain)],
    ...more,
  };
}

export function domainItem(domain: string, more: object = {}): Record<string, unknown> {
  return {
    domain,
    mailboxes: [{ firstName: 'Ada', lastName: 'Sample', email: `ada@${domain}` }],
    ...more,
  };
}
