import { dirname, relative } from 'node:path';
import { SheetorderError } from '../../domain/errors.ts';
import { majorText } from '../../domain/money.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { vendors } from '../../vendors/index.ts';
import type { Composition } from '../compose.ts';
import { baseUrlOf } from '../environment.ts';
import { FLAGS, type FlagName } from '../flags.ts';
import type { Flags } from '../options.ts';
import type { Config } from './config.ts';
import { type Origin, sayOrigin } from './layers.ts';
import type { BudgetConfig } from './schema.ts';

/** Flags by what they are for, in the order in which people are shown them. */
export const GROUPS: Readonly<Record<string, readonly FlagName[]>> = {
  'Where to': ['profile', 'sandbox', 'base-url', 'env-file', 'ledger', 'lock-wait'],
  Input: [
    ...(['aliases', 'sheet', 'hidden-rows', 'delimiter', 'encoding', 'header-row', 'pack', 'map', 'vendor'] as const),
    ...(['operation', 'set', 'where', 'package', 'mailboxes'] as const),
  ],
  Sending: ['online', 'concurrency', 'rate', 'timeout', 'order-by', 'max-duration', 'not-before', 'wait'],
  Guards: [
    ...(['strict', 'max-orders', 'max-spend', 'canary', 'stop-after', 'keep-going-on-unknown'] as const),
    'fail-on-payment-due',
  ],
  Output: [
    ...(['results', 'annotated', 'report', 'plan', 'fix', 'output', 'xlsx', 'no-bom', 'json', 'quiet'] as const),
    ...(['verbose', 'progress', 'no-color', 'log-file', 'log-format'] as const),
  ],
  'The drop folder (run)': [
    ...(['inbox', 'dry-run', 'retry-after-failure', 'jitter', 'ping', 'ping-log', 'metrics', 'prune-after'] as const),
  ],
  'The sandbox': ['fault', 'fault-rate', 'seed', 'crashes', 'port', 'record'],
  'Said each time': [
    ...(['yes', 'allow-claimed', 'retry-refused', 'save', 'watch', 'rebuild', 'placed', 'not-placed'] as const),
    ...(['cancelled', 'note'] as const),
  ],
};

/** One setting: null is not set, and then `from` is empty. */
export interface Setting {
  readonly group: string;
  readonly name: string;
  readonly value: string | number | boolean | readonly string[] | null;
  readonly from: string;
}

export interface ConfigView {
  readonly file: string | null;
  readonly looked_in: readonly string[];
  readonly profile: string | null;
  readonly profiles: readonly string[];
  readonly settings: readonly Setting[];
  readonly conflicts: readonly string[];
}

/** Every setting of a command with these flags, its value and where it comes from; keys are told as set or not, never shown. */
export function viewConfig(flags: Flags, composition: Composition): ConfigView {
  const { config } = composition;
  return {
    file: config.path,
    looked_in: config.places,
    profile: config.chosen?.name ?? null,
    profiles: Object.keys(config.profiles),
    settings: [
      ...flagSettings(flags, composition),
      ...Object.values(vendors).flatMap((vendor) => vendorSettings(vendor, composition)),
      ...budgetSettings(composition),
      ...runSettings(config),
      ...namedSettings(composition),
    ],
    conflicts: Object.values(vendors).flatMap((vendor) => composition.accounts.conflicts(vendor)),
  };
}

function flagSettings(flags: Flags, { ledgerPath }: Composition): Setting[] {
  const grouped = new Set(Object.values(GROUPS).flat());
  const others = (Object.keys(FLAGS) as FlagName[]).filter((name) => !grouped.has(name));
  return [...Object.entries(GROUPS), ['Other', others] as const].flatMap(([group, names]) =>
    names.map((name) => {
      const value = name === 'ledger' ? ledgerPath : name === 'base-url' ? addressOf(flags) : flags[name];
      const origin = flags.origins?.[name] ?? { kind: 'default' };
      return value === undefined ? unset(group, name) : { group, name, ...said(shown(name, value), origin) };
    }),
  );
}

/** What is refused as an address is not repeated: it may hold a login or a key. */
function addressOf({ 'base-url': text }: Flags): string | undefined {
  if (text === undefined) return undefined;
  try {
    return baseUrlOf(text).href;
  } catch {
    return 'cannot be used';
  }
}

/** The address that is told of a run is often all that it takes to speak in its name. */
function shown(name: FlagName, value: NonNullable<Setting['value']>): Setting['value'] {
  return name === 'ping' ? withoutPath(String(value)) : value;
}

function said(value: Setting['value'], origin: Origin): Pick<Setting, 'value' | 'from'> {
  return { value, from: sayOrigin(origin) };
}

function unset(group: string, name: string): Setting {
  return { group, name, value: null, from: '' };
}

function vendorSettings(vendor: Vendor, composition: Composition): Setting[] {
  const { id: group } = vendor;
  // Settings that do not fit are told here as they would be by the command that needs them.
  composition.settings(vendor);
  const { accounts } = composition;
  const organization = accounts.organizationSaid(vendor);
  const named = vendor.auth.organizationVariable ? 'organization' : 'account';
  return [
    orRefused(group, 'key', () => ({ group, name: 'key', ...accounts.keyState(vendor) })),
    organization ? { group, name: named, value: organization.value, from: organization.from } : unset(group, named),
    addressSetting(group, () => ({ ...accounts.baseUrlSaid(vendor), value: accounts.baseUrl(vendor).href })),
  ];
}

function addressSetting(group: string, find: () => { readonly value: string; readonly from: string }): Setting {
  return orRefused(group, 'baseUrl', () => {
    const { value, from } = find();
    return { group, name: 'baseUrl', value, from };
  });
}

function orRefused(group: string, name: string, find: () => Setting): Setting {
  try {
    return find();
  } catch (error) {
    if (error instanceof SheetorderError) return { group, name, value: `cannot be used: ${error.message}`, from: '' };
    throw error;
  }
}

const WINDOWS = ['run', 'day', 'month'] as const;

function budgetSettings({ config }: Composition): Setting[] {
  const { chosen, path } = config;
  const ofClient = (client: string) =>
    Object.entries(chosen?.clients ?? {}).find(([name]) => name.trim().toLowerCase() === client.trim().toLowerCase());
  const amounts = (group: string, all: BudgetConfig, own: BudgetConfig | undefined) =>
    WINDOWS.flatMap((window): Setting[] => {
      const minor = all[window];
      if (minor === undefined) return [];
      const origin = chosen && own?.[window] !== undefined ? profileOrigin(chosen.name, path) : fileOrigin(path);
      return [{ group, name: window, ...said(majorText({ minor, currency: '' }), origin) }];
    });
  return [
    ...amounts('Budgets', config.budgets, chosen?.budgets),
    ...Object.entries(config.clientBudgets).flatMap(([client, own]) =>
      amounts(`Budgets of client ${client}`, own, ofClient(client)?.[1].budget),
    ),
  ];
}

function runSettings({ run, path }: Config): Setting[] {
  const group = 'Policy of run';
  const { url, command } = run.onAttention ?? {};
  const policy = (name: string, value: Setting['value'] | undefined) =>
    value === undefined
      ? unset(group, name)
      : { group, name, value, from: run.defaulted.includes(name) ? 'default' : (path ?? '') };
  return [
    policy('strict', run.strict),
    policy('settle', run.settle),
    policy('giveUpAfter', run.giveUpAfter),
    policy('report', run.report),
    policy('annotated', run.annotated),
    policy('shared', run.shared),
    policy('onAttention.url', url && withoutPath(url)),
    policy('onAttention.command', command?.[0] && `${command[0]}${command.length > 1 ? ' …' : ''}`),
    ...Object.entries(run.folders).map(([folder, { profile, defaults, columns }]) => {
      const parts = [
        ...(profile ? [`profile ${profile}`] : []),
        ...Object.keys(defaults).map((name) => `--${name}`),
        ...(Object.keys(columns).length > 0 ? ['columns'] : []),
      ];
      return policy(`folder ${relative(dirname(path ?? ''), folder)}`, parts);
    }),
  ];
}

/** What is there by name; of logins no more than that. */
function namedSettings({ config }: Composition): Setting[] {
  const group = 'By name';
  const { hosting, sequencer, registrant = {} } = config.logins;
  const lists = { hosting, sequencer, registrant, clients: config.clientBudgets, columns: config.columns };
  const all = Object.entries(lists).map(([name, records]) => [name, Object.keys(records)] as const);
  return all.map(([name, names]) =>
    names.length > 0 ? { group, name, value: names, from: config.path ?? '' } : unset(group, name),
  );
}

function profileOrigin(name: string, path: string | null): Origin {
  return { kind: 'profile', name, path: path ?? '' };
}

function fileOrigin(path: string | null): Origin {
  return { kind: 'file', path: path ?? '' };
}

function withoutPath(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url ? `${url.protocol}//${url.host}/…` : '…';
}
