import { createRequire } from 'node:module';
import type * as LibPhoneNumber from 'libphonenumber-js/min';

let loaded: typeof LibPhoneNumber | undefined;

/** Loaded when the first number is looked at: its tables take as long to load as Node itself, and most commands need none. */
function library(): typeof LibPhoneNumber {
  loaded ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof LibPhoneNumber;
  return loaded;
}

/** True for a plus, a digit from 1 to 9, and 7 to 15 digits in all. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** The number without the marks that people group digits with, when it has its plus and is whole then; else null. */
export function withoutMarks(text: string): string | null {
  if (!/^\+[\d\s().\-\u2010-\u2015/]+$/.test(text) || /\(0\)/.test(text)) return null;
  const bare = `+${text.replace(/\D/g, '')}`;
  return isE164(bare) ? bare : null;
}

/** The country's dialling code when the number begins with another; null when it fits, or the country has none of its own. */
export function otherDiallingCode(phone: string, country: string): string | null {
  const { getCountryCallingCode, isSupportedCountry } = library();
  if (!isSupportedCountry(country)) return null;
  const code = getCountryCallingCode(country);
  return phone.startsWith(`+${code}`) ? null : code;
}

/** True when no number under its dialling code has as many digits; false also where that is not known. */
export function hasOddLength(phone: string): boolean {
  const known = ODD.get(phone);
  if (known !== undefined) return known;
  const isOdd = library().parsePhoneNumberFromString(phone)?.isPossible() === false;
  if (ODD.size >= MOST_KNOWN) ODD.clear();
  ODD.set(phone, isOdd);
  return isOdd;
}

/** A sheet names few registrants, each on many rows, and reading a number costs as much as a whole order. */
const ODD = new Map<string, boolean>();
const MOST_KNOWN = 1_000;
