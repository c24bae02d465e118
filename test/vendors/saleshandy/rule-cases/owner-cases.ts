import { type RuleCase, row, rule } from './rule-case.ts';

const LONG = 'x'.repeat(50);

/** Rules on the registrant. */
export const OWNER_CASES: readonly RuleCase[] = [
  rule(
    'SH-OWNER-FIRST',
    'missing',
    'error 2 owner_first_name',
    row({ owner_first_name: '' }),
    row({ owner_first_name: 'A' }),
  ),
  rule(
    'SH-OWNER-FIRST',
    'too long',
    'error 2 owner_first_name',
    row({ owner_first_name: `${LONG}x` }),
    row({ owner_first_name: LONG }),
  ),
  rule(
    'SH-OWNER-LAST',
    'missing',
    'error 2 owner_last_name',
    row({ owner_last_name: ' ' }),
    row({ owner_last_name: 'S' }),
  ),
  rule(
    'SH-OWNER-LAST',
    'too long',
    'error 2 owner_last_name',
    row({ owner_last_name: `${LONG}x` }),
    row({ owner_last_name: LONG }),
  ),
  rule('SH-COMPANY', 'missing', 'error 2 company_name', row({ company_name: '' }), row({ company_name: 'S' })),
  ...(['address', 'city', 'state'] as const).map((column) =>
    rule('SH-ADDRESS', `without ${column}`, `error 2 ${column}`, row({ [column]: '' }), row({ [column]: '1' })),
  ),
  rule(
    'SH-ADDRESS-CHARS',
    'a double quote',
    'warning 2 address',
    row({ address: '1 "Test" Street' }),
    row({ address: "1 O'Test-Straße (#2), c/o A&B @ 3: *" }),
  ),
  rule(
    'SH-ADDRESS-CHARS',
    'in the city',
    'warning 2 city',
    row({ city: 'Testville;' }),
    row({ city: 'Saint-Étienne' }),
  ),
  rule('SH-COUNTRY', 'missing', 'error 2 country', row({ country: '' }), row()),
  rule('SH-COUNTRY', 'small letters, sent as capitals', 'info 2 country', row({ country: 'us' }), row(), {
    fixed: 'US',
  }),
  rule('SH-COUNTRY', 'not assigned', 'error 2 country', row({ country: 'ZZ' }), row()),
  rule('SH-COUNTRY', 'the common UK', 'error 2 country', row({ country: 'UK' }), row(), { fixed: 'GB' }),
  rule('SH-COUNTRY', 'a name', 'error 2 country', row({ country: 'united states' }), row(), { fixed: 'US' }),
  rule('SH-COUNTRY', 'three letters', 'error 2 country', row({ country: 'DEU' }), row()),
  rule('SH-ZIP', 'missing', 'error 2 zipcode', row({ zipcode: '' }), row()),
  rule('SH-ZIP', 'a zero lost', 'error 2 zipcode', row({ zipcode: '9001' }), row({ zipcode: '09001-0001' })),
  rule(
    'SH-ZIP',
    'of another country',
    'error 2 zipcode',
    row({ country: 'GB', phone_number: '+442079460123', zipcode: '90001' }),
    row({ country: 'GB', phone_number: '+442079460123', zipcode: 'sw1a 1aa' }),
  ),
  rule(
    'SH-ZIP',
    'where we do not know the form',
    'warning 2 zipcode',
    row({ country: 'AE', phone_number: '+97145550123', zipcode: 'none!' }),
    row({ country: 'AE', phone_number: '+97145550123', zipcode: '00000' }),
  ),
  rule('SH-PHONE', 'missing', 'error 2 phone_number', row({ phone_number: '' }), row()),
  rule('SH-PHONE', 'with marks', 'error 2 phone_number', row({ phone_number: '+1 (202) 555-0123' }), row(), {
    fixed: '+12025550123',
  }),
  rule('SH-PHONE', 'without a plus', 'error 2 phone_number', row({ phone_number: '12025550123' }), row()),
  rule('SH-PHONE', 'as a spreadsheet mangles it', 'error 2 phone_number', row({ phone_number: '1.2E+10' }), row()),
  rule('SH-PHONE', 'a zero after the plus', 'error 2 phone_number', row({ phone_number: '+0123456789' }), row()),
  rule(
    'SH-PHONE',
    'too short',
    'error 2 phone_number',
    row({ phone_number: '+120255' }),
    row({ phone_number: '+1202555' }),
  ),
  rule(
    'SH-PHONE',
    'too long',
    'error 2 phone_number',
    row({ phone_number: `+1${'2'.repeat(15)}` }),
    row({ phone_number: `+1${'2'.repeat(14)}` }),
  ),
  rule(
    'SH-PHONE',
    'with the zero that is dialled at home',
    'error 2 phone_number',
    row({ country: 'GB', zipcode: 'SW1A 1AA', phone_number: '+44 (0)20 7946 0123' }),
    row({ country: 'GB', zipcode: 'SW1A 1AA', phone_number: '+442079460123' }),
  ),
  rule(
    'SH-PHONE-COUNTRY',
    'of another country',
    'warning 2 phone_number',
    row({ phone_number: '+442079460123' }),
    row({ country: 'CA', zipcode: 'K1A 0B1' }),
  ),
];
