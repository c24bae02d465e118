import type { Profiles } from '../../steps/resolve-profiles.ts';
import type { FlagValues } from './flag-values.ts';
import type { RunPolicy } from './run-policy.ts';
import type { BudgetConfig, ClientConfig, ProfileVendor } from './schema.ts';

/** The configuration as a command sees it: the file, and over it the profile that was chosen. */
export interface Config {
  /** Where it was read; null when there is none. */
  readonly path: string | null;
  /** Where it would be found, in the order in which it is looked for. */
  readonly places: readonly string[];
  /** Logins and registrants by name. */
  readonly logins: Profiles;
  /** Header → canonical column, for every sheet. */
  readonly columns: Readonly<Record<string, string>>;
  /** Domain that a client uses itself → the client. */
  readonly primary: Readonly<Record<string, string>>;
  readonly budgets: BudgetConfig;
  /** Client → its own ceilings. */
  readonly clientBudgets: Readonly<Record<string, BudgetConfig>>;
  /** Vendor → its own settings, as written. */
  readonly vendors: Readonly<Record<string, unknown>>;
  /** Values of flags that the file names. */
  readonly defaults: FlagValues;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** The profile that was chosen; null for none. */
  readonly chosen: Profile | null;
  readonly run: RunPolicy;
}

/** One agency or account: what it says outranks the same setting of the file. */
export interface Profile {
  readonly name: string;
  readonly defaults: FlagValues;
  /** Vendor → key, organization, address and account. */
  readonly accounts: Readonly<Record<string, ProfileAccount>>;
  /** Vendor → the vendor's own settings, where they differ from those of the file. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly logins: Profiles;
  readonly columns: Readonly<Record<string, string>>;
  readonly budgets: BudgetConfig;
  readonly clients: Readonly<Record<string, ClientConfig>>;
}

/** `key` is a reference, `env:NAME` or `file:PATH`, and never the key. */
export type ProfileAccount = Pick<ProfileVendor, 'key' | 'organization' | 'baseUrl' | 'account'>;

/** Only these of a profile's vendor are ours; the rest are the vendor's own settings. */
export const ACCOUNT_SETTINGS = ['key', 'organization', 'baseUrl', 'account'] as const;
