import type { RulePage } from '../../domain/rule.ts';

const BY_LIST = 'Our own caution, by the list of public suffixes.';

/** What `explain` shows for every code about domain names that no vendor has a rule for. */
export const domainPages: readonly RulePage[] = [
  page(
    'DOMAIN-ENDING',
    'An ending that no registry has',
    {
      checks: 'That the domain ends in something under which domains can be registered.',
      why: 'A slip such as `.con` orders mailboxes on a domain that cannot exist.',
      before: 'alpha-mail.con',
      after: 'alpha-mail.com',
      next: 'Check the spelling. Nothing to do if the ending is new and the domain was bought.',
    },
    BY_LIST,
  ),
  page(
    'DOMAIN-SUFFIX',
    'An ending instead of a domain',
    {
      checks: 'That the domain is more than a public suffix such as `co.uk`.',
      why: 'Nobody can own a public suffix.',
      before: 'co.uk',
      after: 'alpha-mail.co.uk',
      next: 'Write the whole domain that was bought.',
    },
    BY_LIST,
  ),
  page(
    'DOMAIN-SUBDOMAIN',
    'A name below a domain',
    {
      checks: 'Whether the name is a registered domain, or one below it.',
      why: 'Vendors set up whole domains; a name below one is often a slip.',
      before: 'mail.alpha-mail.com',
      after: 'alpha-mail.com',
      next: 'Write the domain if that is what was bought.',
    },
    BY_LIST,
  ),
  page('DOMAIN-PRIMARY', "A client's own domain", {
    checks: 'That no domain is ordered that the configuration names as what a client uses itself.',
    why: "Outreach from a client's own domain harms the mail it lives on.",
    before: 'domain: acme.example, which acme uses itself',
    after: 'domain: get-acme.example',
    next: 'Order another domain, or correct `clients` in sheetorder.json.',
  }),
  page('DOMAIN-LOOKALIKE', 'Letters of two alphabets', {
    checks: 'Whether one part of the name mixes letters of two alphabets.',
    why: 'Such names look like others, and a person may not see which one is ordered.',
    before: 'domain: xn--pple-43d.com',
    after: 'domain: the same name in one alphabet',
    next: 'Make sure that it is the domain that was bought.',
  }),
  page('DOMAIN-IDN', 'A name in other letters', {
    checks: 'Whether the name stands for one in other letters.',
    why: 'The form that is sent is not the one that people read, so both are shown.',
    before: 'domain: xn--mnchen-3ya.de',
    after: 'domain: xn--mnchen-3ya.de, read as m\u00fcnchen.de',
    next: 'Nothing to do if that is the domain.',
  }),
];

function page(
  code: string,
  title: string,
  text: Omit<RulePage, 'code' | 'title' | 'source' | 'sourceText'>,
  sourceText = 'Our own caution; no vendor asks for it.',
): RulePage {
  return { code, title, source: 'ours', sourceText, ...text };
}
