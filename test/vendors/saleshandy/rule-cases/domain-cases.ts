import { type RuleCase, row, rows, rule } from './rule-case.ts';

const LONG = 'x'.repeat(50);

/** Rules on domains and mailboxes. */
export const DOMAIN_CASES: readonly RuleCase[] = [
  rule(
    'SH-DOMAIN-SYNTAX',
    'a scheme and capitals',
    'error 2 domain',
    row({ domain: 'HTTPS://Alpha.example/' }),
    row(),
    { fixed: 'alpha.example' },
  ),
  rule('SH-DOMAIN-SYNTAX', 'a path', 'error 2 domain', row({ domain: 'alpha.example/x' }), row()),
  rule('SH-DOMAIN-SYNTAX', 'a port', 'error 2 domain', row({ domain: 'alpha.example:443' }), row()),
  rule('SH-DOMAIN-SYNTAX', 'an address', 'error 2 domain', row({ domain: 'ada@alpha.example' }), row()),
  rule(
    'SH-DOMAIN-SYNTAX',
    'a label too long',
    'error 2 domain',
    row({ domain: `${'x'.repeat(64)}.example` }),
    row({ domain: `${'x'.repeat(63)}.example` }),
  ),
  rule(
    'SH-DOMAIN-SYNTAX',
    'other letters',
    'error 2 domain',
    row({ domain: 'bücher.example' }),
    row({ domain: 'xn--bcher-kva.example' }),
  ),
  rule(
    'SH-DOMAIN-DUP-ORDER',
    'in two rows',
    'error 3 domain',
    [...row({ alias: '' }), ...row({ alias: '' })].map((one) => ({ ...one })),
    row(),
  ),
  rule(
    'SH-REDIRECT-BARE',
    'a scheme',
    'error 2 redirect',
    row({ redirect: 'https://main.example' }),
    row({ redirect: 'main.example' }),
    { fixed: 'main.example' },
  ),
  rule(
    'SH-REDIRECT-BARE',
    'a path',
    'error 2 redirect',
    row({ redirect: 'main.example/page' }),
    row({ redirect: 'www.main.example' }),
  ),
  rule('SH-REDIRECT-BARE', 'a port', 'error 2 redirect', row({ redirect: 'main.example:8080' }), row({ redirect: '' })),
  rule('SH-REDIRECT-EMPTY', 'a space', 'error 2 redirect', row({ redirect: ' ' }), row({ redirect: '' })),
  rule('SH-MAILBOX-MIN', 'none', 'error 2 domain', row({ alias: '', first_name: '', last_name: '' }), row()),
  rule('SH-MAILBOX-NAME', 'no last name', 'error 3 last_name', rows({ last_name: '' }), rows({ last_name: 'S' })),
  rule(
    'SH-MAILBOX-NAME',
    'too long',
    'error 3 first_name',
    rows({ first_name: `${LONG}x` }),
    rows({ first_name: LONG }),
  ),
  rule('SH-MAILBOX-NAME', 'a name without an alias', 'error 3 first_name', rows({ alias: '' }), rows({})),
  rule(
    'SH-MAILBOX-LOCAL',
    'a whole address',
    'error 2 alias',
    row({ alias: 'ada@alpha.example' }),
    row({ alias: 'ada.b_c-1' }),
    { fixed: 'ada' },
  ),
  rule('SH-MAILBOX-LOCAL', 'an address elsewhere', 'error 2 alias', row({ alias: 'ada@beta.example' }), row()),
  rule('SH-MAILBOX-LOCAL', 'a dot first', 'error 2 alias', row({ alias: '.ada' }), row({ alias: '_ada' })),
  rule('SH-MAILBOX-LOCAL', 'a dot doubled', 'error 2 alias', row({ alias: 'a..da' }), row({ alias: 'a.d.a' })),
  rule('SH-MAILBOX-LOCAL', 'too long', 'error 2 alias', row({ alias: 'x'.repeat(65) }), row({ alias: 'x'.repeat(64) })),
  rule('SH-MAILBOX-DUP', 'in another case', 'error 3 alias', rows({ alias: 'ADA' }), rows({ alias: 'adah' })),
];
