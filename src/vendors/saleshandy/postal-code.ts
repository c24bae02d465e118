/** How postal codes look where that is simple and well known; a code is compared in capitals. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  AR: /^([A-Z]\d{4}[A-Z]{3}|\d{4})$/,
  AT: /^\d{4}$/,
  AU: /^\d{4}$/,
  BE: /^\d{4}$/,
  BG: /^\d{4}$/,
  BR: /^\d{5}-?\d{3}$/,
  CA: /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/,
  CH: /^\d{4}$/,
  CN: /^\d{6}$/,
  CY: /^\d{4}$/,
  CZ: /^\d{3} ?\d{2}$/,
  DE: /^\d{5}$/,
  DK: /^\d{4}$/,
  EE: /^\d{5}$/,
  ES: /^\d{5}$/,
  FI: /^\d{5}$/,
  FR: /^\d{5}$/,
  GB: /^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/,
  GR: /^\d{3} ?\d{2}$/,
  HR: /^\d{5}$/,
  HU: /^\d{4}$/,
  ID: /^\d{5}$/,
  IE: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/,
  IL: /^\d{5}(\d{2})?$/,
  IN: /^[1-9]\d{2} ?\d{3}$/,
  IS: /^\d{3}$/,
  IT: /^\d{5}$/,
  JP: /^\d{3}-?\d{4}$/,
  KR: /^\d{5}$/,
  LT: /^(LT-)?\d{5}$/,
  LU: /^(L-)?\d{4}$/,
  LV: /^(LV-)?\d{4}$/,
  MT: /^[A-Z]{3} ?\d{4}$/,
  MX: /^\d{5}$/,
  MY: /^\d{5}$/,
  NL: /^[1-9]\d{3} ?[A-Z]{2}$/,
  NO: /^\d{4}$/,
  NZ: /^\d{4}$/,
  PH: /^\d{4}$/,
  PK: /^\d{5}$/,
  PL: /^\d{2}-\d{3}$/,
  PR: /^00[679]\d{2}(-\d{4})?$/,
  PT: /^\d{4}-\d{3}$/,
  RO: /^\d{6}$/,
  SE: /^\d{3} ?\d{2}$/,
  SG: /^\d{6}$/,
  SI: /^(SI-)?\d{4}$/,
  SK: /^\d{3} ?\d{2}$/,
  TH: /^\d{5}$/,
  TR: /^\d{5}$/,
  TW: /^\d{3}(\d{2,3})?$/,
  UA: /^\d{5}$/,
  US: /^\d{5}(-\d{4})?$/,
  VN: /^\d{5,6}$/,
  ZA: /^\d{4}$/,
};

/** Whether a postal code fits its country: `unusual` where we do not know the country's form and the code looks like none. */
export function postalCodeFit(code: string, country: string): 'fits' | 'wrong' | 'unusual' {
  const text = code.toUpperCase();
  const pattern = Object.hasOwn(PATTERNS, country) ? PATTERNS[country] : undefined;
  if (pattern) return pattern.test(text) ? 'fits' : 'wrong';
  return /^(?=.*\d)[A-Z\d](?:[A-Z\d -]{0,8}[A-Z\d])?$/.test(text) ? 'fits' : 'unusual';
}

/** How many digits a country's plain codes have when a spreadsheet may have dropped a zero in front; null elsewhere. */
export function withoutLeadingZero(code: string, country: string): string | null {
  const padded = `0${code}`;
  return /^\d+$/.test(code) && Object.hasOwn(PATTERNS, country) && postalCodeFit(padded, country) === 'fits'
    ? padded
    : null;
}
