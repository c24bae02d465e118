import { createRequire } from 'node:module';
import type * as PostcodeValidator from 'postcode-validator';

let loaded: typeof PostcodeValidator | undefined;

/** Loaded with the first postal code: most sheets have none. */
function library(): typeof PostcodeValidator {
  loaded ??= createRequire(import.meta.url)('postcode-validator') as typeof PostcodeValidator;
  return loaded;
}

/** Countries whose form is simple and well known, so that another form is an error and not only odd. */
const SURE: ReadonlySet<string> = new Set(
  (
    'AR AT AU BE BG BR CA CH CN CY CZ DE DK EE ES FI FR GB GR HR HU ID IE IL IN IS IT JP LT LU LV MT MX MY NL NO NZ PH PK ' +
    'PL PR PT RO SE SG SI SK TH TR TW UA US VN ZA'
  ).split(' '),
);

/** Forms in common use that the library does not know. */
const ALSO: Readonly<Record<string, RegExp>> = {
  AR: /^\d{4}$/,
  BR: /^\d{8}$/,
  GB: /^GIR ?0AA$/,
  IN: /^[1-9]\d{2} \d{3}$/,
  JP: /^\d{7}$/,
  LT: /^(LT-)?\d{5}$/,
  LU: /^(L-)?\d{4}$/,
  LV: /^(LV-)?\d{4}$/,
  SI: /^(SI-)?\d{4}$/,
  TW: /^\d{3}(\d{2,3})?$/,
};

/** Whether a postal code fits its country: `unusual` where the country's form is not surely known and the code has another. */
export function postalCodeFit(code: string, country: string): 'fits' | 'wrong' | 'unusual' {
  const text = code.toUpperCase();
  if (isKnown(text, country)) return 'fits';
  return SURE.has(country) ? 'wrong' : 'unusual';
}

function isKnown(text: string, country: string): boolean {
  if (Object.hasOwn(ALSO, country) && ALSO[country]?.test(text)) return true;
  const { postcodeValidator, postcodeValidatorExistsForCountry } = library();
  if (postcodeValidatorExistsForCountry(country)) return postcodeValidator(text, country);
  return /^(?=.*\d)[A-Z\d](?:[A-Z\d -]{0,8}[A-Z\d])?$/.test(text);
}

/** The code with the zero that a spreadsheet may have dropped in front of it; null where that makes no code either. */
export function withoutLeadingZero(code: string, country: string): string | null {
  const padded = `0${code}`;
  return /^\d+$/.test(code) && SURE.has(country) && postalCodeFit(padded, country) === 'fits' ? padded : null;
}
