import type { CheckedOrder } from '../domain/checked-order.ts';
import { registeredBy, sayClaim } from '../domain/claim.ts';
import type { Finding } from '../domain/finding.ts';
import type { Place } from '../domain/place.ts';
import { rowsText } from '../domain/rows-text.ts';
import { domainKey } from './domain-key.ts';

/** What is asked of each order of a batch. */
export type Claimant = Pick<CheckedOrder, 'account' | 'checked' | 'draft' | 'vendor'>;

/** Findings that only the batch as a whole can show, by the order's place in it. */
export function checkBatch<T extends Claimant>(orders: readonly T[]): ReadonlyMap<T, readonly Finding[]> {
  const found = new Map<T, Finding[]>();
  const add = (order: T, finding: Finding) => {
    const known = found.get(order);
    if (known) known.push(finding);
    else found.set(order, [finding]);
  };
  const accounts = byAccount(orders);
  for (const members of accounts)
    for (const [claim, sharers] of shared(members, claimsOf)) addDuplicates(claim, sharers, add);
  if (accounts.length > 1) for (const [name, sharers] of shared(orders, domainsOf)) addAcross(name, sharers, add);
  for (const members of accounts) for (const [tag, sharers] of shared(members, tagOf)) addTags(tag, sharers, add);
  return found;
}

type Add<T> = (order: T, finding: Finding) => void;

function byAccount<T extends Claimant>(orders: readonly T[]): readonly (readonly T[])[] {
  const accounts = new Map<string, T[]>();
  for (const order of orders) {
    const members = accounts.get(order.account);
    if (members) members.push(order);
    else accounts.set(order.account, [order]);
  }
  return [...accounts.values()];
}

const NO_NAMES: readonly string[] = [];

function claimsOf({ checked }: Claimant): readonly string[] {
  return checked?.claims ?? NO_NAMES;
}

function domainsOf({ checked }: Claimant): readonly string[] {
  return (checked?.claims ?? NO_NAMES).filter((claim) => !claim.includes(':'));
}

function tagOf({ checked }: Claimant): readonly string[] {
  return checked?.tag ? [checked.tag] : NO_NAMES;
}

/** Names that more than one order has, in the order in which they were first seen; few are shared, so only these have a list. */
function shared<T>(orders: readonly T[], namesOf: (order: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const mayBeShared = repeatedCodes(orders, namesOf);
  const first = new Map<string, T>();
  const sharers = new Map<string, T[]>();
  for (const order of orders)
    for (const name of namesOf(order)) {
      if (!mayBeShared(name)) continue;
      const before = first.get(name);
      if (before === undefined) first.set(name, order);
      else if (before !== order) addSharer(sharers, name, before, order);
    }
  if (sharers.size < 2) return sharers;
  const inOrder = new Map<string, readonly T[]>();
  for (const name of first.keys()) {
    const known = sharers.get(name);
    if (known) inOrder.set(name, known);
  }
  return inOrder;
}

/** A power of two, with room for a million names. */
const CODES = 1 << 23;

/**
 * False for a name whose code no other name has. A map of all the names of a large batch costs several times what this does,
 * and nearly all of them stand alone.
 */
function repeatedCodes<T>(orders: readonly T[], namesOf: (order: T) => readonly string[]): (name: string) => boolean {
  if (orders.length < MANY) return () => true;
  const seen = new Uint8Array(CODES);
  for (const order of orders)
    for (const name of namesOf(order)) {
      const code = codeOf(name);
      if ((seen[code] ?? 0) < 2) seen[code] = (seen[code] ?? 0) + 1;
    }
  return (name) => seen[codeOf(name)] === 2;
}

const MANY = 1_000;

function codeOf(name: string): number {
  let code = 0;
  for (let at = 0; at < name.length; at += 1) code = (Math.imul(code, 31) + name.charCodeAt(at)) | 0;
  return (code ^ (code >>> 15)) & (CODES - 1);
}

function addSharer<T>(sharers: Map<string, T[]>, name: string, before: T, order: T): void {
  const known = sharers.get(name);
  if (!known) sharers.set(name, [before, order]);
  else if (known.at(-1) !== order) known.push(order);
}

function addDuplicates<T extends Claimant>(claim: string, sharers: readonly T[], add: Add<T>): void {
  const name = claim.slice(claim.lastIndexOf(' ') + 1);
  const message = `${sharedText(name, sharers)}.`;
  for (const order of sharers) add(order, duplicateClaim(order, name, message));
}

/** Two accounts cannot both run the mail of a domain; which is meant, only a person knows, so it is sent as it stands. */
function addAcross<T extends Claimant>(name: string, sharers: readonly T[], add: Add<T>): void {
  if (sharers.every(({ account }) => account === sharers[0]?.account)) return;
  const message = `${sharedText(name, sharers)}, at different vendors or accounts.`;
  const fix = 'Keep it in one of them, unless it is meant so: each is bought.';
  for (const order of sharers) add(order, { ...duplicateClaim(order, name, message), severity: 'warning', fix });
}

function addTags<T extends Claimant>(tag: string, sharers: readonly T[], add: Add<T>): void {
  for (const order of sharers) {
    const code = order.vendor?.limits.sharedTagCode;
    if (code) add(order, sharedTag(order, code, tag, sharers.length));
  }
}

/** Made once for all that share it, since it names each of them. */
function sharedText(claim: string, sharers: readonly Claimant[]): string {
  const places = sharers.map((sharer) => `order "${sharer.draft.name}" (${placeText(placeOf(sharer, claim))})`);
  return `${sayClaim(claim)} is in ${sharers.length} orders of this batch: ${places.join(' and ')}`;
}

function duplicateClaim(order: Claimant, claim: string, message: string): Finding {
  return {
    code: 'DUP-DOMAIN-BATCH',
    severity: 'error',
    at: placeOf(order, claim),
    value: claim,
    message,
    fix: 'Keep it in one of them and take it out of the others; none of them is sent before.',
  };
}

function sharedTag(order: Claimant, code: string, tag: string, sharers: number): Finding {
  return {
    code,
    severity: 'warning',
    at: order.draft.fields.tag?.at ?? order.draft.rows[0] ?? { file: '', line: 0 },
    value: tag,
    message: `The tag "${tag}" is on ${sharers} orders, so it cannot tell them apart at the vendor.`,
    fix: 'Give each order its own tag, or leave the tag empty and one is made.',
  };
}

function placeOf(order: Claimant, claim: string): Place {
  const [name = claim] = registeredBy([claim]);
  const domain = order.draft.domains.find((item) => domainKey(item.domain.value) === name);
  return domain?.domain.at ?? order.draft.fields.form_uuid?.at ?? order.draft.rows[0] ?? { file: '', line: 0 };
}

function placeText(place: Place): string {
  return rowsText([{ file: place.file, line: place.line, ...(place.sheet ? { sheet: place.sheet } : {}) }]);
}
