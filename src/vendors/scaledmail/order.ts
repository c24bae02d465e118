import type { DraftAlias, DraftDomain, Fields, OrderDraft } from '../../domain/draft.ts';
import { minorFromText } from '../../domain/money.ts';
import type { Cell } from '../../domain/place.ts';
import type { Facts } from '../../domain/vendor.ts';
import type { OperationId } from './limits.ts';
import { organizationId, type Settings, settingsOf } from './settings.ts';

/** An order as ScaledMail understands it; a value that is empty is null. `from` keeps the cells for findings. */
export interface ScaledMailOrder {
  readonly operation: OperationId;
  readonly settings: Settings;
  readonly organization: string;
  readonly source: string | null;
  readonly priceId: string | null;
  readonly formUuid: string | null;
  /** Null when the cell holds anything but a whole number from 1. */
  readonly quantity: number | null;
  readonly coupon: string | null;
  readonly tag: string | null;
  readonly hosting: Login | null;
  readonly sequencer: Sequencer | null;
  /** What one domain may cost at most, as the sheet or the settings say; `cents` is null when it is no amount. */
  readonly ceiling: Ceiling | null;
  readonly domains: readonly OrderDomain[];
}

export interface Ceiling {
  readonly text: string;
  readonly cents: number | null;
}

/** An account elsewhere. User name and password stay cells, so that nothing but the request holds their text. */
export interface Login {
  readonly provider: string | null;
  readonly username: Cell | null;
  readonly password: Cell | null;
  readonly link: string | null;
}

export interface Sequencer extends Login {
  readonly workspace: string | null;
  readonly tag: string | null;
}

export interface OrderDomain {
  readonly domain: string;
  /** Lower-cased, `microsoft` as `outlook`; null when the sheet does not say. */
  readonly type: string | null;
  readonly stockId: string | null;
  readonly redirect: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly picture: string | null;
  readonly aliases: readonly OrderAlias[];
  readonly from: DraftDomain;
}

export interface OrderAlias {
  readonly alias: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly picture: string | null;
  readonly from: DraftAlias;
}

const SEQUENCER_COLUMNS = ['', '_provider', '_username', '_password', '_link', '_workspace', '_tag'].map(
  (end) => `sequencer${end}`,
);
const HOSTING_COLUMNS = ['', '_provider', '_username', '_password', '_link'].map((end) => `hosting${end}`);

/** Pure and total: an invalid draft has an order too, so that it has an identity. */
export function readOrder(operation: OperationId, draft: OrderDraft, facts: Facts): ScaledMailOrder {
  const { fields } = draft;
  const settings = settingsOf(facts.settings);
  const source = textIn(fields.domain_source)?.toLowerCase() ?? settings.domainSource ?? null;
  return {
    operation,
    settings,
    organization: organizationId(textIn(fields.organization_id) ?? facts.organization, facts.settings),
    source,
    priceId: textIn(fields.price_id),
    formUuid: textIn(fields.form_uuid),
    quantity: readQuantity(textIn(fields.quantity)),
    coupon: textIn(fields.coupon),
    tag: textIn(fields.tag),
    // Registrar logins go out only where the vendor asks for them.
    hosting: source === 'other' && hostingCell(fields) ? readLogin(fields, 'hosting') : null,
    sequencer: sequencerCell(fields) ? readSequencer(fields) : null,
    ceiling: readCeiling(textIn(fields.max_price) ?? settings.maxDomainPrice ?? null),
    domains: draft.domains.map(readDomain),
  };
}

/** Whether an order of mailboxes buys its domains too. */
export function buysItsDomains({ source, operation }: ScaledMailOrder): boolean {
  return source === 'buy' && operation === 'create-custom-order';
}

/** A cell's text without white space at its ends; null when nothing is left. */
export function textOf(fields: Fields, column: string): string | null {
  return textIn(fields[column]);
}

function textIn(cell: Cell | undefined): string | null {
  return cell?.value.trim() || null;
}

/** Each domain once. */
export function domainNames({ domains }: ScaledMailOrder): readonly string[] {
  const names = new Set<string>();
  for (const { domain } of domains) if (domain !== '') names.add(domain);
  return [...names];
}

/** The first cell that speaks of hosting, when any does. */
export function hostingCell(fields: Fields): Cell | null {
  return firstCell(fields, HOSTING_COLUMNS);
}

/** The first cell that speaks of a sequencer, when any does. */
export function sequencerCell(fields: Fields): Cell | null {
  return firstCell(fields, SEQUENCER_COLUMNS);
}

function firstCell(fields: Fields, columns: readonly string[]): Cell | null {
  for (const column of columns) {
    const cell = fields[column];
    if (cell && (cell.secret || cell.value.trim())) return cell;
  }
  return null;
}

function readQuantity(text: string | null): number | null {
  if (text === null) return 1;
  const quantity = /^[1-9]\d*$/.test(text) ? Number(text) : null;
  return quantity !== null && Number.isSafeInteger(quantity) ? quantity : null;
}

function readCeiling(text: string | null): Ceiling | null {
  return text === null ? null : { text, cents: minorFromText(text) };
}

function readLogin(fields: Fields, name: 'hosting' | 'sequencer'): Login {
  return {
    provider: textOf(fields, `${name}_provider`),
    username: secretCell(fields, `${name}_username`),
    password: secretCell(fields, `${name}_password`),
    link: textOf(fields, `${name}_link`),
  };
}

function secretCell(fields: Fields, column: string): Cell | null {
  const cell = fields[column];
  return cell && (cell.secret || cell.value.trim()) ? cell : null;
}

function readSequencer(fields: Fields): Sequencer {
  return {
    ...readLogin(fields, 'sequencer'),
    workspace: textOf(fields, 'sequencer_workspace'),
    tag: textOf(fields, 'sequencer_tag'),
  };
}

function readDomain(from: DraftDomain): OrderDomain {
  const { fields } = from;
  const type = textIn(fields.mailbox_type)?.toLowerCase() ?? null;
  return {
    domain: from.domain.value.trim().toLowerCase(),
    type: type === 'microsoft' ? 'outlook' : type,
    stockId: textIn(fields.stock_id),
    redirect: textIn(fields.redirect),
    firstName: textIn(fields.first_name),
    lastName: textIn(fields.last_name),
    picture: textIn(fields.domain_profile_picture) ?? textIn(fields.profile_picture),
    aliases: from.aliases.map(readAlias),
    from,
  };
}

function readAlias(from: DraftAlias): OrderAlias {
  const { fields } = from;
  return {
    alias: from.alias.value.trim(),
    firstName: textIn(fields.first_name),
    lastName: textIn(fields.last_name),
    picture: textIn(fields.profile_picture),
    from,
  };
}
