import { digestOf } from '../../domain/digest.ts';
import { type Fields, Refusal, readList, readObject, readOptional, readText, refuse } from '../refusal.ts';
import type { MailboxType, SoldDomain } from '../sandbox.ts';
import { domainsByType, type SandboxPackage } from './packages.ts';
import { readDomains, refuseTwice } from './read-domains.ts';
import { priceOfName, readNames } from './registrar.ts';
import type { SandboxForm } from './standing-account.ts';
import { itemNamed } from './stock.ts';

/** A spend request that holds together and could be sold. */
export interface Purchase {
  readonly kind: string;
  readonly source: string;
  readonly details: readonly SoldDomain[];
  readonly tag: string;
  readonly amount: number;
  readonly digest: string;
  readonly form: SandboxForm | null;
  /** Domains to be registered with it. */
  readonly registers?: readonly string[];
}

/** What was asked, before any of it is believed. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly body: Fields;
}

const COUNTS: Readonly<Record<MailboxType, number>> = { google: 2, outlook: 25, smtp: 4 };
const MOST: Readonly<Record<MailboxType, number>> = { google: 100, outlook: 30, smtp: 70 };
const TYPES = ['google', 'outlook', 'smtp'] as const;

/** Reads `POST /create-order/:price_id`, whose domains stand at the top of the body, or under `providers` as one client sends them. */
export function readPackageOrder(asked: Asked, item: SandboxPackage | undefined): Purchase {
  if (item === undefined) throw new Refusal(404, 'Package not found');
  const source = readSource(asked, ['scaledmail', 'other']);
  const quantity = readQuantity(asked.body.quantity);
  const details = readPackageDomains(asked.body, item, quantity);
  const wanted = item.domains * quantity;
  if (details.length !== wanted) refuse(`Package requires ${wanted} domains, got ${details.length}`);
  return { ...common(asked, details), kind: 'create-order', source, amount: item.price * quantity, form: null };
}

/** Reads `POST /create-custom-order`. */
export function readCustomOrder(asked: Asked): Purchase {
  const source = readSource(asked, ['scaledmail', 'other', 'buy']);
  const details = readProviders(asked.body.providers);
  const registers = source === 'buy' ? details.map(({ domain }) => domain) : [];
  const cents = Math.round(priceOf(details) * 100 + registers.reduce((sum, name) => sum + priceOfName(name) * 100, 0));
  const kind = 'create-custom-order';
  return { ...common(asked, details), kind, source, amount: cents / 100, form: null, registers };
}

/** Reads `POST /submit-form/:uuid`, which charges nothing. */
export function readForm(asked: Asked, form: SandboxForm | undefined, isPending: boolean): Purchase {
  if (form === undefined) throw new Refusal(404, 'Form not found');
  if (!isPending) refuse('Form is already submitted');
  const source = readSource(asked, ['scaledmail', 'other']);
  if (source !== 'scaledmail') refuse('provider must be scaledmail for this order');
  const details = readProviders(asked.body.providers);
  const given = details.map((item) => item.domain).sort();
  if (given.join() !== [...form.domains].sort().join()) refuse('Domains do not match the domains of the order');
  return { ...common(asked, details), kind: 'submit-form', source, amount: form.amount, form };
}

function common(asked: Asked, details: readonly SoldDomain[]): Pick<Purchase, 'details' | 'tag' | 'digest'> {
  const { hosting: _hosting, sequencer: _sequencer, ...open } = asked.body;
  readSequencer(asked.body.sequencer);
  return { details, tag: readOptional(open.tag, 'tag', 20), digest: digestOf(open) };
}

function readSource(asked: Asked, allowed: readonly string[]): string {
  const source = asked.query.get('provider') ?? '';
  if (source === '') return refuse('provider is required');
  if (!allowed.includes(source)) return refuse(`provider must be one of ${allowed.join(', ')}`);
  if (source === 'other') readLogin(asked.body.hosting, 'hosting', ['link']);
  return source;
}

/** Reads `POST /buy-domains`. */
export function readRegistration(asked: Asked): Purchase {
  const registers = readNames(asked.body.domains);
  const details = registers.map((domain) => ({ domain, type: 'google', redirect: '', mailboxes: [] }) as const);
  const cents = registers.reduce((sum, name) => sum + Math.round(priceOfName(name) * 100), 0);
  const { tag: _tag, ...rest } = common(asked, details);
  return { ...rest, tag: '', kind: 'buy-domains', source: 'buy', amount: cents / 100, form: null, registers };
}

/** Reads `POST /buy-pre-warm-inboxes`, whose sequencer needs a link. */
export function readPreWarm(asked: Asked): Purchase {
  if (asked.body.sequencer !== undefined)
    readText(readObject(asked.body.sequencer, 'sequencer').link, 'sequencer.link');
  const items = readList(asked.body.domains, 'domains').map((item) => readObject(item, 'domains entry'));
  const chosen = items.map((item) => {
    const known = itemNamed(readText(item.id, 'id'), readText(item.domain, 'domain'));
    return { ...known, redirect: readOptional(item.redirect, `redirect of ${known.domain}`) };
  });
  refuseTwice(chosen.map(({ domain }) => domain));
  const details = chosen.map(({ domain, type, redirect, mailboxes }) => ({ domain, type, redirect, mailboxes }));
  const amount = chosen.reduce((sum, { oneTimePrice, monthlyPrice }) => sum + oneTimePrice + monthlyPrice, 0);
  return { ...common(asked, details), kind: 'buy-pre-warm', source: 'stock', amount, form: null };
}

function readSequencer(value: unknown): void {
  if (value !== undefined) readLogin(value, 'sequencer', ['link', 'workspace', 'tag']);
}

function readLogin(value: unknown, name: string, optional: readonly string[]): void {
  if (value === undefined) refuse(`${name} is required`);
  const login = readObject(value, name);
  for (const field of ['provider', 'username', 'password']) readText(login[field], `${name}.${field}`);
  for (const field of optional) readOptional(login[field], `${name}.${field}`);
}

function readQuantity(value: unknown): number {
  if (value === undefined) return 1;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) return refuse('quantity must be 1 or more');
  return value;
}

function readPackageDomains(body: Fields, item: SandboxPackage, quantity: number): readonly SoldDomain[] {
  if (body.domains === undefined && body.providers !== undefined) return readProviders(body.providers);
  const byType = domainsByType(item);
  const held = TYPES.filter((type) => byType[type] > 0);
  const inOrder = held.flatMap((type) => Array.from({ length: byType[type] * quantity }, () => type));
  return readDomains(body.domains, {
    where: 'domains',
    counts: Object.fromEntries(held.map((type) => [type, COUNTS[type]])),
    typeAt: (index) => inOrder[index] ?? held[0] ?? 'google',
  });
}

function readProviders(value: unknown): readonly SoldDomain[] {
  if (value === undefined) return refuse('providers is required');
  const providers = readObject(value, 'providers');
  const stray = Object.keys(providers).find((key) => !TYPES.some((type) => type === key));
  if (stray !== undefined) return refuse(`Provider ${stray} is not supported`);
  const details = TYPES.filter((type) => providers[type] !== undefined).flatMap((type) =>
    readProvider(type, readObject(providers[type], `providers.${type}`)),
  );
  if (details.length === 0) return refuse('providers needs at least one provider');
  refuseTwice(details.map((item) => item.domain));
  return details;
}

function readProvider(type: MailboxType, provider: Fields): readonly SoldDomain[] {
  const count = type === 'google' ? readMailboxesPerDomain(provider.mailboxes_per_domain) : COUNTS[type];
  const where = `providers.${type}.domains`;
  const details = readDomains(provider.domains, { where, counts: { [type]: count }, typeAt: () => type });
  if (details.length > MOST[type]) refuse(`At most ${MOST[type]} ${type} domains are allowed in one order`);
  return details;
}

function readMailboxesPerDomain(value: unknown): number {
  if (value === undefined) return COUNTS.google;
  if (value === 2 || value === 3 || value === 4) return value;
  return refuse('mailboxes_per_domain must be 2, 3 or 4');
}

/** Dollars for a custom order, counted in cents so that sums stay exact. */
function priceOf(details: readonly SoldDomain[]): number {
  const cents = details.map((item) => {
    if (item.type === 'google') return 350 * item.mailboxes.length;
    return item.type === 'outlook' ? 5_000 : 375;
  });
  return cents.reduce((sum, each) => sum + each, 0) / 100;
}
