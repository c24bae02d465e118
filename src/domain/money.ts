/** An amount in the currency's smallest unit, never a float. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** A vendor's number in major units (`14`, `14.5`) to the smallest unit; null when it is not a plain amount. */
export function moneyFromMajor(amount: unknown, currency: string): Money | null {
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) return null;
  const minor = Math.round(amount * 100);
  return Math.abs(minor - amount * 100) < 1e-6 ? { minor, currency } : null;
}

/** `1400` cents as `14.00`. */
export function majorText(money: Money): string {
  const digits = String(money.minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Sum of amounts of one currency; null when there are none or the currencies differ. */
export function sumMoney(amounts: readonly Money[]): Money | null {
  const [first] = amounts;
  if (!first || amounts.some((amount) => amount.currency !== first.currency)) return null;
  return { minor: amounts.reduce((sum, amount) => sum + amount.minor, 0), currency: first.currency };
}

/** `500`, `499.5` and `499.50` in the smallest unit; null for anything else. */
export function minorFromText(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
