import type { KnownOfOrder } from '../domain/checked-order.ts';
import type { Finding } from '../domain/finding.ts';
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

/** Briefs as a text that is small and quick to read again: objects handed from thread to thread cost several times as much. */
export function briefText(briefs: readonly OrderBrief[]): string {
  const kinds = new Numbers<Kind>();
  const files = new Numbers<readonly [string, string?]>();
  const texts: BriefTexts = {
    briefs: briefs.map((brief) => tupleOf(brief, kinds, files)),
    kinds: kinds.values,
    files: files.values,
  };
  return JSON.stringify(texts);
}

/** The briefs that `briefText` wrote. */
export function briefsIn(text: string): readonly OrderBrief[] {
  const { briefs, kinds, files }: BriefTexts = JSON.parse(text);
  return briefs.map((tuple) => briefFrom(tuple, kinds, files));
}

function tupleOf(brief: OrderBrief, kinds: Numbers<Kind>, files: Numbers<readonly [string, string?]>): Tuple {
  const { vendorName, operationName, vendorId, operationId, account, columns, checked, findings, rowFindings } = brief;
  const organization = checked?.organization ?? '';
  const kind = { vendorName, operationName, vendorId, operationId, account, columns, organization };
  const runs: number[] = [];
  for (const { file, sheet, from, to } of brief.runs)
    runs.push(
      files.of(sheet === undefined ? file : JSON.stringify([file, sheet]), () =>
        sheet === undefined ? [file] : [file, sheet],
      ),
      from,
      to,
    );
  return [
    kinds.of(JSON.stringify(kind), () => kind),
    brief.name,
    brief.client,
    brief.key,
    brief.domainCount,
    brief.hasPayload ? 1 : 0,
    runs,
    checked ? knownTuple(checked) : 0,
    findings.length > 0 ? findings : 0,
    rowFindings.length > 0 ? rowFindings : 0,
  ];
}

function knownTuple({ mailboxes, domains, claims, tag, price, ceiling, renewal }: KnownOfOrder): Known {
  const isSame = claims.length === domains.length && claims.every((claim, index) => claim === domains[index]);
  return [mailboxes, domains, isSame ? 1 : claims, tag ?? 0, price ?? 0, ceiling ?? 0, renewal ?? 0];
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
