import type { CheckedOrder, KnownOfOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
import { canonicalJson } from '../domain/json.ts';
import type { Money } from '../domain/money.ts';
import type { Renewal } from '../domain/renewal.ts';
import type { OrderBrief } from './order-view.ts';

/** What many orders have in common stands once; 0 stands for what an order does not have. */
interface BriefTexts {
  readonly kinds: readonly Kind[];
  readonly files: readonly (readonly [file: string, sheet?: string])[];
  readonly briefs: readonly Tuple[];
}

type Kind = Pick<OrderBrief, 'vendorName' | 'operationName' | 'vendorId' | 'operationId' | 'account' | 'columns'> & {
  readonly organization: string;
};

type Tuple = readonly [
  kind: number,
  name: string,
  client: string,
  key: string,
  domainCount: number,
  hasPayload: 0 | 1,
  /** File, first and last line of each run. */
  runs: readonly number[],
  known: Known | 0,
  findings: readonly Finding[] | 0,
  rowFindings: readonly Finding[] | 0,
];

type Known = readonly [
  mailboxes: number,
  domains: readonly string[],
  /** 1 where the claims are the domains. */
  claims: readonly string[] | 1,
  tag: string | 0,
  price: Money | 0,
  ceiling: Money | 0,
  renewal: Renewal | 0,
];

/**
 * Writes what has to be kept of each order as a text that is small and quick to read again: objects handed from thread to
 * thread cost several times as much, and so do those that are kept until there are many.
 */
export class BriefWriter {
  readonly #kinds = new Kinds();
  readonly #files = new Numbers<readonly [string, string?]>();
  #tuples = '';

  add(order: CheckedOrder, rowFindings: readonly Finding[]): void {
    this.#tuples += `${this.#tuples === '' ? '' : ','}${tupleText(order, rowFindings, this.#kinds, this.#files)}`;
  }

  text(): string {
    const [kinds, files] = [JSON.stringify(this.#kinds.values), JSON.stringify(this.#files.values)];
    return `{"kinds":${kinds},"files":${files},"briefs":[${this.#tuples}]}`;
  }
}

/** The briefs that a `BriefWriter` wrote. */
export function briefsIn(text: string): readonly OrderBrief[] {
  const { briefs, kinds, files }: BriefTexts = JSON.parse(text);
  return briefs.map((tuple) => briefFrom(tuple, kinds, files));
}

/** A `Tuple`, written by hand: there is one for each order of a sheet, and few of its texts need more than quotes. */
function tupleText(
  order: CheckedOrder,
  rowFindings: readonly Finding[],
  kinds: Kinds,
  files: Numbers<readonly [string, string?]>,
): string {
  const { name, client, key, domainCount, checked, findings } = order;
  const head = `${kinds.of(order)},${canonicalJson(name)},${canonicalJson(client)},${canonicalJson(key)},${domainCount}`;
  const known = checked ? knownText(checked) : '0';
  const found = `${findingsText(findings)},${findingsText(rowFindings)}`;
  return `[${head},${order.payload === null ? 0 : 1},[${runsText(order.runs, files)}],${known},${found}]`;
}

function runsText(runs: CheckedOrder['runs'], files: Numbers<readonly [string, string?]>): string {
  let text = '';
  for (const { file, sheet, from, to } of runs) {
    const named = sheet === undefined ? file : JSON.stringify([file, sheet]);
    const number = files.of(named, () => (sheet === undefined ? [file] : [file, sheet]));
    text += `${text === '' ? '' : ','}${number},${from},${to}`;
  }
  return text;
}

function knownText({ mailboxes, domains, claims, tag, price, ceiling, renewal }: KnownOfOrder): string {
  const isSame =
    claims === domains || (claims.length === domains.length && claims.every((claim, at) => claim === domains[at]));
  const rest = [tag, price, ceiling, renewal].map((one) =>
    one === null || one === undefined ? '0' : JSON.stringify(one),
  );
  return `[${mailboxes},${canonicalJson(domains)},${isSame ? '1' : canonicalJson(claims)},${rest.join(',')}]`;
}

function findingsText(findings: readonly Finding[]): string {
  return findings.length === 0 ? '0' : JSON.stringify(findings);
}

const NONE: readonly Finding[] = [];

function briefFrom(tuple: Tuple, kinds: BriefTexts['kinds'], files: BriefTexts['files']): OrderBrief {
  const [number, name, client, key, domainCount, hasPayload, flat, known, findings, rowFindings] = tuple;
  const kind = kinds[number];
  if (!kind) throw new Error('A brief names a kind that is not there.');
  const { vendorName, operationName, vendorId, operationId, account, columns, organization } = kind;
  const runs: OrderBrief['runs'][number][] = [];
  for (let at = 0; at < flat.length; at += 3) {
    const [file = '', sheet] = files[flat[at] ?? 0] ?? [];
    const [from = 0, to = 0] = [flat[at + 1], flat[at + 2]];
    runs.push(sheet === undefined ? { file, from, to } : { file, sheet, from, to });
  }
  return {
    ...{ name, vendorName, operationName, client, columns, domainCount, runs, vendorId, operationId, account, key },
    checked: known === 0 ? null : knownFrom(known, organization),
    findings: findings === 0 ? NONE : findings,
    rowFindings: rowFindings === 0 ? NONE : rowFindings,
    hasPayload: hasPayload === 1,
  };
}

function knownFrom(known: Known, organization: string): KnownOfOrder {
  const [mailboxes, domains, claims, tag, price, ceiling, renewal] = known;
  return {
    ...{ organization, claims: claims === 1 ? domains : claims, domains, mailboxes },
    tag: tag === 0 ? null : tag,
    price: price === 0 ? null : price,
    ...(ceiling === 0 ? {} : { ceiling }),
    ...(renewal === 0 ? {} : { renewal }),
  };
}

/** Numbers things by a text that stands for them. */
class Numbers<Thing> {
  readonly values: Thing[] = [];
  readonly #known = new Map<string, number>();

  of(text: string, make: () => Thing): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.values.length);
    return this.values.push(make()) - 1;
  }
}

/** Numbers kinds of orders; nearly always one is of the kind of the one before. */
class Kinds {
  readonly #numbers = new Numbers<Kind>();
  #last: Kind | null = null;
  #number = 0;

  get values(): readonly Kind[] {
    return this.#numbers.values;
  }

  of({ vendorName, operationName, vendor, operation, account, columns, checked }: CheckedOrder): number {
    const organization = checked?.organization ?? '';
    const ids = { vendorId: vendor?.id ?? null, operationId: operation?.id ?? null };
    const kind = { vendorName, operationName, ...ids, account, columns, organization };
    if (this.#last && isAlike(this.#last, kind)) return this.#number;
    this.#last = kind;
    this.#number = this.#numbers.of(JSON.stringify(kind), () => kind);
    return this.#number;
  }
}

function isAlike(one: Kind, other: Kind): boolean {
  return (
    one.vendorName === other.vendorName &&
    one.operationName === other.operationName &&
    one.vendorId === other.vendorId &&
    one.operationId === other.operationId &&
    one.account === other.account &&
    one.organization === other.organization &&
    one.columns.length === other.columns.length &&
    one.columns.every((column, at) => column === other.columns[at])
  );
}
