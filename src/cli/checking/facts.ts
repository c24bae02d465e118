import type { Catalogue } from '../../domain/catalogue.ts';
import { digestOf } from '../../domain/digest.ts';
import type { OrderDraft } from '../../domain/draft.ts';
import { accountId } from '../../domain/identity.ts';
import type { Facts, Vendor, VendorSettings } from '../../domain/vendor.ts';
import { readCatalogue } from '../../io/catalogue-file.ts';
import type { CheckContext } from '../../steps/check-orders.ts';
import { vendors } from '../../vendors/index.ts';
import { Accounts } from '../config/accounts.ts';
import type { Config } from '../config/config.ts';
import { wrong } from '../config/read.ts';
import { type Env, secretProblem } from '../environment.ts';
import type { Flags } from '../options.ts';
import { IN_SANDBOX } from '../sandbox-session.ts';

/** All that a check may know besides the sheets, as plain data: whoever has it makes the same check of them. */
export interface FactSources {
  readonly flags: Flags;
  readonly env: Env;
  readonly config: Config;
  readonly ledgerPath: string;
  /** False in a dry run. */
  readonly sending: boolean;
}

/** What a check may know, told from flags, environment, configuration and the catalogues that were pulled. */
export class CheckFacts {
  readonly sources: FactSources;
  /** Which key, organization and address are used at each vendor. */
  readonly accounts: Accounts;
  readonly #known = new Map<string, Facts>();
  readonly #organizations = new Map<Vendor, string>();
  readonly #settings = new Map<Vendor, VendorSettings>();
  readonly #origins = new Map<Vendor, string>();
  readonly #toldOrigins = new Map<Vendor, string>();
  readonly #catalogues = new Map<string, Catalogue | null>();

  constructor(sources: FactSources) {
    this.sources = sources;
    this.accounts = new Accounts(sources.flags, sources.env, sources.config);
  }

  context(): CheckContext {
    return {
      vendors,
      facts: (vendor, draft) => this.of(vendor, draft),
      domains: { primary: this.sources.config.primary },
      origin: (vendor) => this.origin(vendor),
      secretProblem: (secret) => secretProblem(secret, this.sources.env),
    };
  }

  /** What a check of this draft may know; the same object for all drafts of one organization. */
  of(vendor: Vendor, draft: OrderDraft): Facts {
    const organization = this.organization(vendor);
    const settings = this.settings(vendor);
    const own = vendor.organizationId(draft.fields.organization_id?.value ?? organization, settings);
    return once(this.#known, `${vendor.id} ${own}`, () => ({
      catalogue: this.catalogue(vendor, own),
      settings,
      organization,
      origin: this.toldOrigin(vendor),
      sending: this.sources.sending,
    }));
  }

  /** The origin that enters the account; the sandbox in this process is one account, whatever its port. */
  origin(vendor: Vendor): string {
    const { flags } = this.sources;
    return once(this.#origins, vendor, () => (flags.sandbox ? IN_SANDBOX : this.accounts.baseUrl(vendor).origin));
  }

  /** The origin that rules and look-ups are told, both the same: a stand-in is one wherever it listens. */
  toldOrigin(vendor: Vendor): string {
    return once(this.#toldOrigins, vendor, () => {
      const played = this.sources.flags.sandbox === true || this.accounts.isPlayed(vendor);
      return played ? IN_SANDBOX : this.origin(vendor);
    });
  }

  /**
   * What stands for the organization in an account: the vendor's own, or the name of the account where the vendor has none.
   * Throws UsageError where environment and profile name two.
   */
  organization(vendor: Vendor): string {
    return once(this.#organizations, vendor, () => {
      const named = this.accounts.organization(vendor);
      if (named) return vendor.organizationId(named, this.settings(vendor));
      return this.sources.flags.sandbox ? IN_SANDBOX : '';
    });
  }

  settings(vendor: Vendor): VendorSettings {
    return once(this.#settings, vendor, () => {
      const { vendors: written, path } = this.sources.config;
      const read = vendor.readSettings(written[vendor.id] ?? {});
      if ('settings' in read) return read.settings;
      throw wrong(path ?? 'sheetorder.json', read.problems.join(' '));
    });
  }

  /** The catalogue pulled last for this account; null when none was. */
  catalogue(vendor: Vendor, organization: string): Catalogue | null {
    const account = accountId(vendor.id, this.origin(vendor), organization);
    return once(this.#catalogues, account, () => readCatalogue(this.sources.ledgerPath, account));
  }

  /** Stands for the catalogues that were read, account by account: two threads that read other ones must not be mixed. */
  catalogueDigests(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#catalogues].map(([account, catalogue]) => [account, digestOf(catalogue)]));
  }
}

function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
