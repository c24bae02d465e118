import type { RegistrantColumn } from '../../domain/registrant.ts';

/** What the mailboxes run on, written as the vendor's body wants it. */
export const PROVIDERS = ['Google', 'Microsoft', 'Azure'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** How the mailboxes are billed. */
export const PLANS = ['quarterly', 'annualFlexi', 'annualFixed'] as const;
export type PlanId = (typeof PLANS)[number];

export const DEFAULT_PLAN: PlanId = 'quarterly';
export const MAX_NAME = 50;
/** Our own: how many mailboxes a domain may have is not known, but a local part is never longer. */
export const MAX_LOCAL = 64;

/** Registrant columns, each with its field in the vendor's body. Note the small n in the first two. */
export const OWNER_FIELDS = {
  owner_first_name: 'domainOwnerFirstname',
  owner_last_name: 'domainOwnerLastname',
  company_name: 'companyName',
  address: 'address',
  city: 'city',
  state: 'state',
  country: 'country',
  zipcode: 'zipcode',
  phone_number: 'phoneNumber',
} as const satisfies Record<RegistrantColumn, string>;
