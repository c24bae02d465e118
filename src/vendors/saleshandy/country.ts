import { iso31661 } from 'iso-3166/1.js';

/** The codes that ISO 3166-1 assigns, two letters each. */
export const COUNTRIES: readonly string[] = iso31661.map(({ alpha2 }) => alpha2).sort();

const ASSIGNED: ReadonlySet<string> = new Set(COUNTRIES);

/** What people write for a country, beside its English name; each means one country without doubt. */
const ALSO: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  'u.s.': 'US',
  'u.s.a.': 'US',
  uae: 'AE',
  'the netherlands': 'NL',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
};

/** True for an assigned code in capitals. */
export function isCountry(code: string): boolean {
  return ASSIGNED.has(code);
}

/** The code of a country by its English name, its three letters or a common short form; null when that is not certain. */
export function countryNamed(text: string): string | null {
  const word = text.trim().toLowerCase();
  if (Object.hasOwn(ALSO, word)) return ALSO[word] ?? null;
  const listed = iso31661.find(({ alpha3, name }) => [alpha3, name].some((known) => known.toLowerCase() === word));
  if (listed) return listed.alpha2;
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return COUNTRIES.find((code) => names.of(code)?.toLowerCase() === word) ?? null;
}
