import { z } from 'zod';
import { type Money, moneyFromMajor } from '../../../domain/money.ts';
import { once } from '../../../domain/once.ts';
import type { Workspace } from '../../../domain/online.ts';
import type { Shape } from '../../read-list.ts';
import { blacklistsOf, readSearchList, type SearchedDomain } from '../buying-schema.ts';

/** What the vendor says of one domain that may be bought. */
export interface Offer {
  /** In lower case; `available` and `taken` are documented. */
  readonly status: string;
  readonly price: Money | null;
  readonly renewal: Money | null;
  /** Names of the lists that the domain stands in. */
  readonly blacklisted: readonly string[];
}

const id = once(() => z.union([z.string().min(1), z.number()]).transform(String));
const workspace = once(() => z.looseObject({ id: id(), name: z.string().nullish().catch(null) }));
const workspaces = once(() => z.array(workspace()));
/** Not documented: any list of things with an id is taken, under whatever name. */
const workspaceList = once(() =>
  z.union([
    workspaces(),
    z.looseObject({ organizations: workspaces() }).transform((list) => list.organizations),
    z.looseObject({ workspaces: workspaces() }).transform((list) => list.workspaces),
    z.looseObject({ data: workspaces() }).transform((list) => list.data),
  ]),
);

const name = once(() =>
  z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .refine((text) => text !== ''),
);
const purchased = once(() => z.looseObject({ domain: name(), domain_id: z.unknown().optional() }));
const purchasedList = once(() =>
  z
    .looseObject({ total: z.number().optional(), domains: z.array(purchased()) })
    .refine(({ total, domains }) => total === undefined || total === domains.length),
);

export const readWorkspaceList: Shape<readonly Workspace[]> = (json) =>
  parsedBy(workspaceList(), json)?.map((one) => ({ id: one.id, name: one.name ?? '' }));

/** Domains that are bought and in no order: one with a `domain_id` is used, whatever was asked for. */
export const readFreeDomains: Shape<ReadonlySet<string>> = (json) => {
  const rows = parsedBy(purchasedList(), json)?.domains;
  return rows && new Set(rows.filter((row) => !row.domain_id).map((row) => row.domain));
};

export const readOffers: Shape<ReadonlyMap<string, Offer>> = (json) => {
  const rows = readSearchList(json);
  return rows && new Map(rows.map((row) => [row.domain, offerOf(row)]));
};

function offerOf(row: SearchedDomain): Offer {
  return {
    status: row.status.toLowerCase(),
    blacklisted: blacklistsOf(row),
    price: moneyFromMajor(row.price, 'USD'),
    renewal: moneyFromMajor(row.renewPrice, 'USD'),
  };
}

function parsedBy<T>(schema: z.ZodType<T>, json: unknown): T | undefined {
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
