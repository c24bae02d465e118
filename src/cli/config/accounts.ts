import { UsageError } from '../../domain/errors.ts';
import type { Vendor, VendorSettings } from '../../domain/vendor.ts';
import { baseUrlOf, type Env, keyNamed, keyOf, keyVariableOf, variable } from '../environment.ts';
import type { Flags } from '../options.ts';
import { isPlayed } from '../sandbox-session.ts';
import type { Config, ProfileAccount } from './config.ts';
import { type Origin, rankOf } from './layers.ts';

/** A text and where it was said, as people are told of it. */
export interface Said {
  readonly value: string;
  readonly from: string;
  readonly kind: Origin['kind'];
}

/** Which key, organization and address a command uses at each vendor: what the environment and the chosen profile say. */
export class Accounts {
  readonly #flags: Flags;
  readonly #env: Env;
  readonly #config: Config;

  constructor(flags: Flags, env: Env, config: Config) {
    this.#flags = flags;
    this.#env = env;
    this.#config = config;
  }

  /** Throws UsageError when no key can be had, or when two places name different accounts. */
  key(vendor: Vendor): string {
    this.#assertOne(vendor);
    const named = this.#own(vendor).key;
    const key = this.#keySaid(vendor)?.value;
    if (key) return key;
    const { keyVariable } = vendor.auth;
    throw new UsageError(
      named ? `${this.#keyPlace(named)} cannot be had.` : `${keyVariable} is not set.`,
      named
        ? 'Set the variable or write the file that the profile names; no other key stands in for it.'
        : `Set it in the environment of this command${this.#config.chosen ? `, or name it in profile ${this.#config.chosen.name}` : ''}, or try --sandbox; keys are never taken as flags.`,
      'NO-KEY',
    );
  }

  hasKey(vendor: Vendor): boolean {
    return this.#keySaid(vendor) !== null;
  }

  /** What a person may know of the key, and never the key. */
  keyState(vendor: Vendor): { readonly value: string | null; readonly from: string } {
    const said = this.#keySaid(vendor);
    const { key } = this.#own(vendor);
    const ofProfile = key ? this.#keyPlace(key) : '';
    if (this.#keyConflict(vendor))
      return { value: 'two different keys', from: `${keyVariableOf(vendor, this.#env)} and ${ofProfile}` };
    if (said) return { value: 'set', from: said.from };
    return key ? { value: 'cannot be had', from: ofProfile } : { value: null, from: '' };
  }

  /** Throws UsageError when environment and profile name different ones; empty where neither names any. */
  organization(vendor: Vendor): string {
    this.#assertOneOrganization(vendor);
    return this.organizationSaid(vendor)?.value ?? '';
  }

  organizationSaid(vendor: Vendor): Said | null {
    const { chosen } = this.#config;
    if (vendor.auth.organizationVariable) return this.#organizationOfEnv(vendor) ?? this.#organizationOfProfile(vendor);
    if (!chosen) return null;
    const { account } = this.#own(vendor);
    return { value: account ?? chosen.name, from: this.#profilePlace(), kind: 'profile' };
  }

  /** Without organizations, one key is one account; with them, all that no other profile claims for itself. */
  speaksFor(vendor: Vendor, account: string, settings: VendorSettings): boolean {
    const { chosen, profiles } = this.#config;
    const own = this.organizationSaid(vendor)?.value;
    if (!vendor.auth.organizationVariable) return account === (own ?? String(settings.account ?? '-'));
    const idOf = (named: string | undefined) => (named ? vendor.organizationId(named, settings) : undefined);
    if (account === idOf(own)) return true;
    return Object.values(profiles).every(
      ({ name, accounts }) => name === chosen?.name || account !== idOf(accounts[vendor.id]?.organization),
    );
  }

  /** Throws UsageError when it is no address that a key may be sent to. */
  baseUrl(vendor: Vendor): URL {
    return baseUrlOf(this.baseUrlSaid(vendor).value);
  }

  baseUrlSaid(vendor: Vendor): Said {
    const own = this.#own(vendor).baseUrl;
    const flag = this.#flags['base-url'];
    const origin = this.#flags.origins?.['base-url']?.kind ?? 'flag';
    const variableName = vendor.auth.baseUrlVariable;
    const ofEnv = variable(this.#env, variableName);
    // What names this vendor outranks what was said of any vendor in the same place, but for the environment's flag.
    const said: (Said & { readonly rank: number })[] = [
      ...(flag ? [{ value: flag, from: '--base-url', kind: origin, rank: rankOf(origin) }] : []),
      ...(ofEnv
        ? [{ value: ofEnv, from: variableName, kind: 'environment' as const, rank: rankOf('environment') }]
        : []),
      ...(own
        ? [{ value: own, from: this.#profilePlace(), kind: 'profile' as const, rank: rankOf('profile') - 0.5 }]
        : []),
      { value: vendor.baseUrl, from: 'default', kind: 'default', rank: rankOf('default') },
    ];
    return said.reduce((best, one) => (one.rank < best.rank ? one : best));
  }

  /** True for a stand-in on this machine: no money can be spent there. */
  isPlayed(vendor: Vendor): boolean {
    return isPlayed(this.baseUrl(vendor), () => this.#keySaid(vendor)?.value ?? null);
  }

  /** Sentences that name both places and no secret; empty where both mean one account. */
  conflicts(vendor: Vendor): readonly string[] {
    return [this.#keyConflict(vendor), this.#organizationConflict(vendor)].filter((text) => text !== null);
  }

  #assertOne(vendor: Vendor): void {
    const [conflict] = this.conflicts(vendor);
    if (conflict) throw conflictError(conflict);
  }

  #assertOneOrganization(vendor: Vendor): void {
    const conflict = this.#organizationConflict(vendor);
    if (conflict) throw conflictError(conflict);
  }

  #keyConflict(vendor: Vendor): string | null {
    const { key } = this.#own(vendor);
    const name = keyVariableOf(vendor, this.#env);
    if (!key || !name || this.#isLifted(vendor)) return null;
    const ofProfile = keyNamed(key, this.#env);
    // A key that cannot be had is another failing, and says so itself.
    if (ofProfile === null || ofProfile === keyOf(vendor, this.#env)) return null;
    return `${name} and ${this.#keyPlace(key)} are two different keys of ${vendor.title}.`;
  }

  #organizationConflict(vendor: Vendor): string | null {
    const [ofEnv, ofProfile] = [this.#organizationOfEnv(vendor), this.#organizationOfProfile(vendor)];
    if (!ofEnv || !ofProfile || this.#isLifted(vendor)) return null;
    const settings = vendor.readSettings(this.#config.vendors[vendor.id] ?? {});
    const idOf = (named: string) => ('settings' in settings ? vendor.organizationId(named, settings.settings) : named);
    if (idOf(ofEnv.value) === idOf(ofProfile.value)) return null;
    return `${ofEnv.from} is ${ofEnv.value}, and ${ofProfile.from} names the organization ${ofProfile.value} of ${vendor.title}.`;
  }

  /** Where nothing can be bought, the environment simply comes first: a drill gives its own to what it starts. */
  #isLifted(vendor: Vendor): boolean {
    return this.#flags.sandbox === true || isPlayed(this.baseUrl(vendor), () => keyOf(vendor, this.#env));
  }

  #keySaid(vendor: Vendor): Said | null {
    const ofEnv = keyOf(vendor, this.#env);
    const { key } = this.#own(vendor);
    const name = keyVariableOf(vendor, this.#env);
    // A profile that names a key means that one: another agency's key must not stand in for it.
    const ofProfile = key ? keyNamed(key, this.#env) : null;
    const isEnv = ofEnv && name && (!key || ofProfile === ofEnv || this.#isLifted(vendor));
    if (isEnv) return { value: ofEnv, from: name, kind: 'environment' };
    return key && ofProfile ? { value: ofProfile, from: this.#keyPlace(key), kind: 'profile' } : null;
  }

  #organizationOfEnv(vendor: Vendor): Said | null {
    const name = vendor.auth.organizationVariable;
    const value = name && variable(this.#env, name);
    return name && value ? { value, from: name, kind: 'environment' } : null;
  }

  #organizationOfProfile(vendor: Vendor): Said | null {
    const { organization } = this.#own(vendor);
    return organization ? { value: organization, from: this.#profilePlace(), kind: 'profile' } : null;
  }

  #own(vendor: Vendor): ProfileAccount {
    return this.#config.chosen?.accounts[vendor.id] ?? {};
  }

  #profilePlace(): string {
    return `profile ${this.#config.chosen?.name ?? ''} in ${this.#config.path ?? ''}`;
  }

  /** The name of a variable or file is no secret. */
  #keyPlace(reference: string): string {
    return `${reference.replace(/^(env|file):/, '')} of ${this.#profilePlace()}`;
  }
}

/** By the letter the environment would win, and orders would be bought on an account that nobody meant. */
function conflictError(conflict: string): UsageError {
  return new UsageError(
    conflict,
    'Which account is meant is not clear, so nothing is asked or sent: unset the variable, or name the profile that fits it.',
    'PROFILE-CONFLICT',
  );
}
