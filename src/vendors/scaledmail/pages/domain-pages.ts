import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

/** Pages for rules on domains and aliases. */
export const domainPages: readonly RulePage[] = [
  byVendor({
    code: 'SM-DOMAIN-SYNTAX',
    title: 'A bare domain in lower case',
    checks:
      'A host name of at least two parts: no scheme, path, port or @, each part 1 to 63 characters, at most 253 in all. A warning when it begins with "www.".',
    why: 'A name that is not a domain cannot be set up, and may still be charged.',
    before: 'HTTPS://Alpha.example/',
    after: 'alpha.example',
  }),
  byVendor({
    code: 'SM-DOMAIN-DUP-ORDER',
    title: 'A domain once in an order',
    checks: 'No domain is in the order twice, whatever its mailbox type.',
    why: 'A domain that is in use makes the whole order fail.',
  }),
  byVendor({
    code: 'SM-FORMAT-NONE',
    title: 'Names or aliases on each domain',
    checks: 'Each domain has a first and last name, or aliases.',
    why: 'Without either the vendor cannot make mailboxes.',
    before: 'alpha.example,,,',
    after: 'alpha.example,Ada,Sample,',
  }),
  byUs({
    code: 'SM-FORMAT-BOTH',
    title: 'Names and aliases on one domain',
    checks: 'A domain with aliases has no name of its own.',
    why: 'What the vendor makes of both is not documented, so one of them would be lost.',
  }),
  byVendor({
    code: 'SM-FORMAT-MIX',
    title: 'One format for each mailbox type',
    checks: 'All domains of a mailbox type in an order have names, or all have aliases.',
    why: 'The vendor refuses a mix.',
  }),
  byVendor({
    code: 'SM-NAME-PAIR',
    title: 'First and last name together',
    checks: 'A domain with a first name has a last name, and the other way round.',
    why: 'The vendor makes aliases from both.',
    before: 'alpha.example,Ada,',
    after: 'alpha.example,Ada,Sample',
  }),
  byVendor({
    code: 'SM-NAME-LEN',
    title: 'Names of 1 to 50 characters',
    checks: "First and last names, an alias's too, have 1 to 50 characters.",
    why: 'The vendor states 50 for the names of a domain; for an alias it is our caution.',
  }),
  byVendor({
    code: 'SM-ALIAS-COUNT',
    title: 'As many aliases as mailboxes',
    checks:
      'Exactly 2 aliases on a google domain (or as many as the setting says), 25 on outlook, 4 on smtp. A package order without a type takes any of these.',
    why: 'The vendor refuses any other number.',
  }),
  byVendor({
    code: 'SM-ALIAS-FIELDS',
    title: 'First name, last name and alias',
    checks: 'Each alias has all three.',
    why: 'The vendor requires them.',
    before: 'ada,Ada,',
    after: 'ada,Ada,Sample',
  }),
  byVendor({
    code: 'SM-ALIAS-LOCAL',
    title: 'The part before the @ only',
    checks: 'An alias has no @, no white space, and 1 to 64 characters.',
    why: 'The vendor adds the domain itself.',
    before: 'ada@alpha.example',
    after: 'ada',
  }),
  byUs({
    code: 'SM-ALIAS-CHARS',
    title: 'Usual characters in an alias',
    checks:
      'A warning when an alias has anything but letters a to z, digits, ".", "_" and "-", or a dot first, last or doubled.',
    why: 'Many mail systems refuse such addresses.',
    before: '.ada..sample',
    after: 'ada.sample',
  }),
  byUs({
    code: 'SM-ALIAS-DUP',
    title: 'An alias once on a domain',
    checks: 'No alias is on a domain twice, ignoring case.',
    why: 'Two mailboxes cannot have one address.',
  }),
  byVendor({
    code: 'SM-PIC-LEN',
    title: 'A picture of at most 150 characters',
    checks: "The picture's web address has at most 150 characters.",
    why: 'The vendor refuses longer ones.',
  }),
  byVendor({
    code: 'SM-PIC-BASE64',
    title: 'A web address, not the picture itself',
    checks: 'The cell holds no data: address and no base64 text.',
    why: 'The vendor refuses pictures that are written out.',
    before: 'data:image/png;base64,iVBORw0KGgo=',
    after: 'https://main.example/ada.jpg',
  }),
  byUs({
    code: 'SM-PIC-URL',
    title: 'A whole web address for a picture',
    checks: 'A warning when the picture does not begin with https:// or http://.',
    why: 'The documents show both forms; the whole one leaves nothing to guess.',
    before: 'main.example/ada.jpg',
    after: 'https://main.example/ada.jpg',
  }),
  byVendor({
    code: 'SM-REDIRECT-EMPTY',
    title: 'No empty redirect',
    checks: 'A redirect is left out or not empty.',
    why: 'The vendor refuses an empty one.',
  }),
  byUs({
    code: 'SM-REDIRECT-SYNTAX',
    title: 'A redirect that leads somewhere',
    checks: 'The redirect is a host name, or an http or https address of one.',
    why: 'A redirect that cannot work is found out only after the order is paid.',
    before: 'main example',
    after: 'https://main.example',
  }),
  byUs({
    code: 'SM-REDIRECT-SELF',
    title: 'A redirect to the domain itself',
    checks: 'A warning when a domain redirects to itself.',
    why: 'A browser would go round in circles.',
  }),
];
