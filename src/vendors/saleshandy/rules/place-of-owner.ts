import type { Finding } from '../../../domain/finding.ts';
import { error, info, NOTHING, orderCell, type Where, warning } from '../../findings.ts';
import { countryNamed, isCountry } from '../country.ts';
import { hasOddLength, isE164, otherDiallingCode, withoutMarks } from '../phone.ts';
import { postalCodeFit, withoutLeadingZero } from '../postal-code.ts';
import type { Rule } from './rule.ts';

/** SH-COUNTRY: a code that ISO 3166-1 assigns. */
export const countryRule: Rule = ({ draft, order }) => {
  const where = orderCell(draft, 'country');
  const { country } = order.owner;
  if (country === null)
    return [
      error('SH-COUNTRY', where, 'The registrant has no country.', { fix: 'Fill `country` with its two letters.' }),
    ];
  if (isCountry(country)) {
    const written = draft.fields.country?.value.trim();
    return written === country
      ? NOTHING
      : [info('SH-COUNTRY', where, `It is sent as ${country}.`, { fix: `Write ${country}.`, fixed: country })];
  }
  const meant = countryNamed(country);
  const advice = meant
    ? { fix: `Write ${meant}.`, fixed: meant }
    : { fix: 'Write the two letters of ISO 3166-1, such as US, GB, DE or IN.' };
  return [error('SH-COUNTRY', where, `"${country}" is not the two-letter code of a country.`, advice)];
};

/** SH-ZIP: a postal code that fits the country. */
export const zipRule: Rule = ({ draft, order }) => {
  const where = orderCell(draft, 'zipcode');
  const { zipcode, country } = order.owner;
  if (zipcode === null)
    return [
      error('SH-ZIP', where, 'The registrant has no postal code.', {
        fix: 'Fill `zipcode`; where a country has none, 00000 is usual.',
      }),
    ];
  if (country === null || !isCountry(country)) return NOTHING;
  const fit = postalCodeFit(zipcode, country);
  if (fit === 'fits') return NOTHING;
  if (fit === 'unusual')
    return [
      warning('SH-ZIP', where, `This does not look like a postal code of ${country}, as far as that is known here.`, {
        fix: 'Compare it with a letter that was sent there.',
      }),
    ];
  const padded = withoutLeadingZero(zipcode, country);
  return [
    error('SH-ZIP', where, `This is not what a postal code of ${country} looks like.`, {
      fix: padded ? `Write ${padded} if a zero in front was lost.` : 'Correct the postal code or the country.',
    }),
  ];
};

/** SH-PHONE and SH-PHONE-COUNTRY: E.164, and a number that the registrant's country can have. */
export const phoneRule: Rule = ({ draft, order }) => {
  const where = orderCell(draft, 'phone_number');
  const { phone_number: phone, country } = order.owner;
  if (phone === null)
    return [
      error('SH-PHONE', where, 'The registrant has no phone number.', {
        fix: 'Fill `phone_number`, such as +12025550123.',
      }),
    ];
  if (!isE164(phone)) return [wrongPhone(phone, where)];
  const other = country === null ? null : otherDiallingCode(phone, country);
  const message = `The number does not begin with +${other}, the dialling code of ${country}.`;
  if (other !== null)
    return [
      warning('SH-PHONE-COUNTRY', where, message, { fix: 'Correct the number or the country, if one is wrong.' }),
    ];
  if (!hasOddLength(phone)) return NOTHING;
  const odd = 'No phone number under its dialling code has so many digits.';
  return [warning('SH-PHONE-COUNTRY', where, odd, { fix: 'Count the digits: one may be missing or too many.' })];
};

function wrongPhone(phone: string, where: Where): Finding {
  const bare = withoutMarks(phone);
  const message = bare
    ? 'A phone number is written without spaces, brackets and dashes.'
    : 'A phone number is a plus, the country code and the number: 7 to 15 digits in all.';
  const advice = bare ? { fix: `Write ${bare}.`, fixed: bare } : { fix: adviceFor(phone) };
  return error('SH-PHONE', where, message, advice);
}

function adviceFor(phone: string): string {
  if (/^00[1-9]/.test(phone)) return `Write +${phone.slice(2).replace(/\D/g, '')} if 00 stands for the plus.`;
  return 'Write it like +12025550123; in a spreadsheet, give the cell the format "text" first.';
}
