import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

/** Pages for rules on domains and mailboxes. */
export const domainPages: readonly RulePage[] = [
  byVendor({
    code: 'SH-DOMAINS-MIN',
    title: 'At least one domain',
    checks: 'The order has a row with a domain.',
    why: 'The vendor takes no order without one.',
    before: 'a row with a registrant and no domain',
    after: 'domain: alpha.example',
  }),
  byUs({
    code: 'SH-DOMAINS-MAX',
    title: 'Not too many domains in one order',
    checks: 'At most `vendors.saleshandy.maxDomains` domains, 50 unless the configuration says otherwise.',
    why: 'The most that the vendor takes is not known, and a small order keeps a failure small.',
    before: 'an order of 51 domains',
    after: 'an order of 50, and one of 1',
  }),
  byUs({
    code: 'SH-DOMAIN-SYNTAX',
    title: 'A bare domain in lower case',
    checks:
      'A host name of at least two parts: no scheme, path, port or @, each part 1 to 63 characters, at most 253 in all.',
    why: 'A name that is not a domain cannot be registered, and its order may still be paid.',
    before: 'HTTPS://Alpha.example/',
    after: 'alpha.example',
  }),
  byUs({
    code: 'SH-DOMAIN-DUP-ORDER',
    title: 'A domain once in an order',
    checks: 'No domain is in the order twice.',
    why: 'One entry per domain is what the vendor asks for.',
    before: 'domain: alpha.example in two rows without an alias',
    after: 'domain: alpha.example once',
  }),
  byVendor({
    code: 'SH-REDIRECT-BARE',
    title: 'A redirect is a bare domain',
    checks: '`redirect` has no scheme, path, query or port.',
    why: 'The vendor refuses a scheme. One is not taken off in silence: `check --fix` does it where you can see it.',
    before: 'redirect: https://main.example',
    after: 'redirect: main.example',
  }),
  byUs({
    code: 'SH-REDIRECT-EMPTY',
    title: 'No empty redirect',
    checks: 'A redirect that is given is not empty.',
    why: 'What the vendor makes of an empty text is not known.',
    before: 'a redirect of one space',
    after: 'no redirect',
  }),
  byVendor({
    code: 'SH-MAILBOX-MIN',
    title: 'At least one mailbox on each domain',
    checks: 'Each domain has a row with an `alias`.',
    why: 'Each domain gets one or more mailboxes. None is made up from names.',
    before: 'domain: alpha.example without an alias',
    after: 'domain: alpha.example, alias: ada',
  }),
  byUs({
    code: 'SH-MAILBOX-NAME',
    title: 'A person for each mailbox',
    checks:
      'Each alias has a `first_name` and a `last_name` of 1 to 50 characters, and no name stands without an alias.',
    why: "The vendor's helper for mailbox names works with both, so a mailbox most likely needs both.",
    before: 'alias: ada, first_name: Ada, last_name: (empty)',
    after: 'alias: ada, first_name: Ada, last_name: Sample',
  }),
  byUs({
    code: 'SH-MAILBOX-LOCAL',
    title: 'The part before the @',
    checks: '1 to 64 letters, digits, ".", "_" and "-", with no dot first, last or doubled.',
    why: 'Every mail system takes such an address. A full address on its own domain is corrected by `check --fix`.',
    before: 'alias: ada@alpha.example',
    after: 'alias: ada',
  }),
  byUs({
    code: 'SH-MAILBOX-DUP',
    title: 'A mailbox once on a domain',
    checks: 'No alias is on a domain twice, ignoring case.',
    why: 'There is only one mailbox of a name.',
    before: 'alias: ada and alias: Ada on alpha.example',
    after: 'alias: ada and alias: ada.sample',
  }),
];
