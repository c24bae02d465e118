export type MailboxType = 'google' | 'outlook' | 'smtp';

/** One row of `GET /packages`, in the vendor's own field names; `smtp` follows the pattern of the other two. */
export interface SandboxPackage {
  readonly id: string;
  readonly tier: 'low-sending' | 'medium-sending' | 'high-sending';
  readonly name: string;
  readonly mode: 'subscription';
  /** Dollars. */
  readonly price: number;
  readonly domains: number;
  readonly google?: { readonly mailbox: number };
  readonly microsoft?: { readonly mailbox: number; readonly domains: number };
  readonly smtp?: { readonly mailbox: number; readonly domains: number };
  readonly frequency: string;
}

const monthly = { mode: 'subscription', frequency: '/monthly' } as const;

/** Bundles small enough for a demonstration; their ids can belong to no real account. */
export const SANDBOX_PACKAGES: readonly SandboxPackage[] = [
  {
    id: 'price_SANDBOX_GOOGLE_3',
    tier: 'low-sending',
    name: 'Google Starter',
    price: 21,
    domains: 3,
    google: { mailbox: 6 },
    ...monthly,
  },
  {
    id: 'price_SANDBOX_GOOGLE_10',
    tier: 'medium-sending',
    name: 'Google Ten',
    price: 70,
    domains: 10,
    google: { mailbox: 20 },
    ...monthly,
  },
  {
    id: 'price_SANDBOX_OUTLOOK_2',
    tier: 'low-sending',
    name: 'Outlook Pair',
    price: 100,
    domains: 2,
    microsoft: { mailbox: 50, domains: 2 },
    ...monthly,
  },
  {
    id: 'price_SANDBOX_SMTP_4',
    tier: 'high-sending',
    name: 'SMTP Four',
    price: 15,
    domains: 4,
    smtp: { mailbox: 16, domains: 4 },
    ...monthly,
  },
  {
    id: 'price_SANDBOX_MIXED_4',
    tier: 'medium-sending',
    name: 'Mixed',
    price: 71,
    domains: 4,
    google: { mailbox: 6 },
    microsoft: { mailbox: 25, domains: 1 },
    ...monthly,
  },
];

/** How many domains of each mailbox type one unit of a package holds; google takes what the others leave. */
export function domainsByType(item: SandboxPackage): Readonly<Record<MailboxType, number>> {
  const outlook = item.microsoft?.domains ?? 0;
  const smtp = item.smtp?.domains ?? 0;
  return { google: item.domains - outlook - smtp, outlook, smtp };
}
