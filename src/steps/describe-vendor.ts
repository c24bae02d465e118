import { COLUMN_NOTES } from '../domain/column-notes.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Cell } from '../domain/place.ts';
import type { RateWindow } from '../domain/rate.ts';
import type { RulePage, RuleSource } from '../domain/rule.ts';
import type { Operation, PackSize, Vendor } from '../domain/vendor.ts';
import { commandsOf, type VendorCall } from '../domain/vendor-call.ts';

export interface ColumnDescription {
  readonly name: string;
  readonly required: boolean;
  /** Empty where any text may stand. */
  readonly values: readonly string[];
  readonly holds: string;
}

export interface OperationDescription {
  readonly id: string;
  readonly title: string;
  readonly payment: Operation['capabilities']['payment'];
  /** By what an order is found again at the vendor. */
  readonly foundBy: Operation['capabilities']['correlation'];
  readonly followed: boolean;
  readonly columns: readonly ColumnDescription[];
  /** How many domains one order takes, by mailbox type where that matters. */
  readonly domains: readonly string[];
}

/** One call of the vendor's API, and what is done with it. */
export interface CallDescription {
  /** `GET /orders/{order_id}`; the method alone where the path is not known. */
  readonly call: string;
  readonly title: string;
  /** None where it is not used. */
  readonly commands: readonly string[];
  /** Empty where it is used. */
  readonly why: string;
  readonly source: RuleSource;
}

/** A vendor as its own code describes it. */
export interface VendorDescription {
  readonly id: string;
  readonly title: string;
  readonly baseUrl: string;
  readonly variables: readonly { readonly name: string; readonly holds: string }[];
  readonly operations: readonly OperationDescription[];
  readonly limits: readonly { readonly name: string; readonly value: string }[];
  readonly rules: readonly RulePage[];
  readonly calls: readonly CallDescription[];
}

/** Everything that a person needs to know of a vendor, from its code alone. */
export function describeVendor(vendor: Vendor): VendorDescription {
  return {
    id: vendor.id,
    title: vendor.title,
    baseUrl: vendor.baseUrl,
    variables: variablesOf(vendor),
    operations: Object.values(vendor.operations).map((operation) => describeOperation(operation, vendor)),
    limits: limitsOf(vendor),
    rules: vendor.pages,
    calls: vendor.calls.map(describeCall),
  };
}

function describeCall(call: VendorCall): CallDescription {
  const { method, path, title, use, source } = call;
  const why = use.kind === 'not_used' ? use.why : '';
  return { call: `${method} ${path}`.trim(), title, commands: commandsOf(call), why, source };
}

function variablesOf({ auth }: Vendor): VendorDescription['variables'] {
  return [
    { name: auth.keyVariable, holds: `the key; or ${auth.keyVariable}_FILE, a path to a file with it` },
    ...(auth.organizationVariable ? [{ name: auth.organizationVariable, holds: 'the organization' }] : []),
    { name: auth.baseUrlVariable, holds: 'another address' },
  ];
}

function limitsOf({ limits }: Vendor): VendorDescription['limits'] {
  const seconds = (ms: number) => `${ms / 1000} s`;
  return [
    ...limits.rate.windows.map((window) => ({ name: windowName(window), value: windowValue(window) })),
    { name: 'how long an order may take to be answered', value: seconds(limits.spendTimeoutMs) },
    { name: 'how long a read may take to be answered', value: seconds(limits.readTimeoutMs) },
    {
      name: 'pauses of `status --watch`',
      value: `${seconds(limits.watchPauseMs.first)} at first, ${seconds(limits.watchPauseMs.longest)} at most`,
    },
    {
      name: 'tries of one order within a run, when it is proven that it was not placed',
      value: String(limits.maxAttempts),
    },
    {
      name: 'when an order in doubt is read back within a run',
      value: limits.readBackAfterMs.map(seconds).join(', ') || 'never',
    },
    { name: 'characters of a tag', value: limits.maxTagLength === null ? 'no tags' : `at most ${limits.maxTagLength}` },
  ];
}

function windowName({ counts, endpoints }: RateWindow): string {
  if (endpoints) return `requests to ${endpoints.join(', ')} together`;
  return counts === 'endpoint' ? 'requests to each endpoint by itself' : 'requests of all kinds together';
}

function windowValue({ requests, perMs }: RateWindow): string {
  const time = perMs === 1_000 ? 'a second' : perMs === 60_000 ? 'a minute' : `in ${perMs / 1_000} s`;
  return `at most ${requests} ${time}`;
}

function describeOperation(operation: Operation, vendor: Vendor): OperationDescription {
  const { required, optional } = operation.columns;
  const column = (name: string): ColumnDescription => ({
    name,
    required: required.includes(name),
    values: operation.values[name] ?? [],
    holds: COLUMN_NOTES[name] ?? loginNote(name),
  });
  return {
    id: operation.id,
    title: operation.title,
    payment: operation.capabilities.payment,
    foundBy: operation.capabilities.correlation,
    followed: operation.follow !== undefined,
    columns: [...required, ...optional].map(column),
    domains: domainsText(operation, vendor),
  };
}

const LOGINS: Readonly<Record<string, string>> = { hosting: 'registrar', sequencer: 'sequencer' };

/** Logins have many columns alike, so what they hold is told from their names. */
function loginNote(name: string): string {
  const [group = '', ...part] = name.split('_');
  const login = LOGINS[group];
  if (!login) return '';
  return part.length === 0
    ? `A ${login} login of the configuration, by its name.`
    : `The ${login}'s ${part.join(' ')}.`;
}

/** Asked of the operation itself, with an order of one domain of each mailbox type. */
function domainsText(operation: Operation, vendor: Vendor): readonly string[] {
  const read = vendor.readSettings({});
  const settings = 'settings' in read ? read.settings : {};
  const types = operation.values.mailbox_type ?? [''];
  const sizes = types.map((type) => ({
    type,
    size: operation.packSize(draftOf(operation, vendor, type), { catalogue: null, settings, organization: '' }),
  }));
  const texts = new Set(sizes.map(({ size }) => sizeText(size)));
  if (texts.size === 1) return [...texts];
  return sizes.map(({ type, size }) => `${type}: ${sizeText(size)}`);
}

function sizeText(size: PackSize): string {
  if (size.kind === 'unknown') return 'as the catalogue says';
  if (size.domains >= Number.MAX_SAFE_INTEGER) return 'no limit of its own';
  return `${size.kind === 'exactly' ? 'exactly' : 'at most'} ${size.domains}`;
}

function draftOf(operation: Operation, vendor: Vendor, type: string): OrderDraft {
  const cell = (value: string): Cell => ({ value, at: { file: 'example', line: 2 } });
  const domain = { domain: cell('alpha.example'), fields: { mailbox_type: cell(type) }, aliases: [], rows: [] };
  const named = operation.columns.required.filter((name) => !['domain', 'mailbox_type'].includes(name));
  const fields = Object.fromEntries(named.map((name) => [name, cell('example')]));
  return {
    name: '',
    vendor: vendor.id,
    operation: cell(operation.id),
    fields,
    domains: [domain],
    rows: [],
    findings: [],
  };
}
