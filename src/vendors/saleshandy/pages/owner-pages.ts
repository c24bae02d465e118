import type { RulePage } from '../../../domain/rule.ts';
import { byUs, byVendor } from './page.ts';

/** Pages for rules on the registrant. */
export const ownerPages: readonly RulePage[] = [
  byVendor({
    code: 'SH-OWNER-FIRST',
    title: "The registrant's first name",
    checks: '`owner_first_name` has 1 to 50 characters.',
    why: 'A domain is registered in the name of a person, and the vendor takes at most 50 characters.',
    before: 'owner_first_name: (empty)',
    after: 'owner_first_name: Ada',
    next: 'Fill the cell, or name a `registrant` profile of sheetorder.json.',
  }),
  byVendor({
    code: 'SH-OWNER-LAST',
    title: "The registrant's last name",
    checks: '`owner_last_name` has 1 to 50 characters.',
    why: 'A domain is registered in the name of a person, and the vendor takes at most 50 characters.',
    before: 'owner_last_name: (empty)',
    after: 'owner_last_name: Sample',
    next: 'Fill the cell, or name a `registrant` profile of sheetorder.json.',
  }),
  byUs({
    code: 'SH-COMPANY',
    title: "The registrant's company",
    checks: '`company_name` is filled.',
    why: 'The vendor lists the field and does not say whether it may be left out.',
    before: 'company_name: (empty)',
    after: 'company_name: Sample Ltd',
    next: 'Fill the cell, or name a `registrant` profile of sheetorder.json.',
  }),
  byUs({
    code: 'SH-ADDRESS',
    title: "The registrant's address",
    checks: '`address`, `city` and `state` are filled.',
    why: 'The vendor lists the fields and does not say whether they may be left out.',
    before: 'city: (empty)',
    after: 'city: Testville',
    next: 'Fill the cell, or name a `registrant` profile of sheetorder.json.',
  }),
  byUs(
    {
      code: 'SH-ADDRESS-CHARS',
      title: 'Characters in an address',
      checks: "Address, city and state hold letters, digits, spaces and - . , : ( ) ' # * @ / & only.",
      why: 'A registration that is refused for a character is refused after the order was paid.',
      before: 'address: 1 "Test" Street',
      after: 'address: 1 Test Street',
      next: 'Leave the character out, or write it in letters.',
    },
    'Our own caution: another registrar refused a registration for a double quote in the address.',
  ),
  byVendor({
    code: 'SH-COUNTRY',
    title: 'A country by its two letters',
    checks: '`country` is a code that ISO 3166-1 assigns. Small letters are sent as capitals, and said.',
    why: 'The vendor takes nothing else. A name in English, and UK, are corrected by `check --fix`.',
    before: 'country: Germany',
    after: 'country: DE',
    next: 'Write the two letters, such as US, GB or DE; `sheetorder check --fix FILE` corrects names in English.',
  }),
  byVendor(
    {
      code: 'SH-ZIP',
      title: 'A postal code that fits the country',
      checks:
        'For some fifty countries, that `zipcode` looks as codes there do; elsewhere a warning when it looks like none. What is not checked is whether the code exists.',
      why: 'The vendor refuses a code that does not fit.',
      before: 'country: US, zipcode: 9001',
      after: 'country: US, zipcode: 90001',
      next: 'Correct zipcode or country. Format the column as text in the spreadsheet, or zeros in front are lost.',
    },
    "The vendor's page says that it must fit; which forms fit is our own list.",
  ),
  byVendor({
    code: 'SH-PHONE',
    title: 'A phone number with plus and country code',
    checks: 'A plus, a digit from 1 to 9, and 7 to 15 digits in all; no spaces, brackets or dashes (E.164).',
    why: 'The vendor takes nothing else. Marks between the digits are taken out by `check --fix`.',
    before: 'phone_number: +1 (202) 555-0123',
    after: 'phone_number: +12025550123',
    next: 'Write it like +12025550123; `sheetorder check --fix FILE` takes the marks out.',
  }),
  byUs({
    code: 'SH-PHONE-COUNTRY',
    title: 'A phone number of the same country',
    checks:
      'The number begins with the dialling code of `country`, and has as many digits as a number there can have, by the tables of libphonenumber.',
    why: 'One of the two is often a slip, and registries ask back when they differ.',
    before: 'country: GB, phone_number: +12025550123',
    after: 'country: GB, phone_number: +442079460123',
    next: 'Nothing to do if the registrant has a number abroad; else correct the number or the country.',
  }),
];
