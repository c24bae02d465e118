import type { Body, HttpRequest } from '../../domain/http.ts';
import type { Cell } from '../../domain/place.ts';
import { Secret, SHEET_SECRET_PREFIX, secretFrom } from '../../domain/secret.ts';
import { MAILBOX_TYPES, type MailboxType } from './limits.ts';
import {
  buysItsDomains,
  type Login,
  type OrderAlias,
  type OrderDomain,
  type ScaledMailOrder,
  type Sequencer,
} from './order.ts';
import { hasProviders } from './settings.ts';

type Fields = Readonly<Record<string, Body | null>>;

/** The one request that places the order. `marker` stands in for a missing tag. */
export function assembleOrder(order: ScaledMailOrder, marker: string): HttpRequest {
  if (order.operation === 'buy-domains')
    return purchase('/buy-domains', order, { domains: order.domains.map(({ domain }) => domain) });
  if (order.operation === 'buy-pre-warm') return purchase('/buy-pre-warm-inboxes', order, preWarmBody(order, marker));
  return {
    effect: 'spend',
    method: 'POST',
    path: pathOf(order),
    query: {
      organization_id: order.organization,
      provider: order.source ?? '',
      ...(order.coupon ? { coupon: order.coupon } : {}),
    },
    contentType: order.settings.contentType,
    body: bodyOf(order, marker),
    ...(buysItsDomains(order) ? ceilingOf(order) : {}),
  };
}

/** A purchase that needs no source; the ceiling goes along as a condition, so that a plan with another one is another plan. */
function purchase(path: string, order: ScaledMailOrder, body: Body): HttpRequest {
  const { organization, settings } = order;
  return {
    effect: 'spend',
    method: 'POST',
    path,
    query: { organization_id: organization },
    contentType: settings.contentType,
    body,
    ...ceilingOf(order),
  };
}

function ceilingOf({ ceiling }: ScaledMailOrder): Pick<HttpRequest, 'conditions'> {
  return ceiling ? { conditions: { max_price: ceiling.text } } : {};
}

function preWarmBody(order: ScaledMailOrder, marker: string): Body {
  const { domains, sequencer } = order;
  return filled({
    tag: order.tag ?? marker,
    domains: domains.map(({ stockId, domain, redirect }) => filled({ id: stockId, domain, redirect })),
    sequencer: sequencer && filled(sequencerOf(sequencer)),
  });
}

function pathOf(order: ScaledMailOrder): string {
  if (order.operation === 'create-order') return `/create-order/${encodeURIComponent(order.priceId ?? '')}`;
  if (order.operation === 'submit-form') return `/submit-form/${encodeURIComponent(order.formUuid ?? '')}`;
  return '/create-custom-order';
}

function bodyOf(order: ScaledMailOrder, marker: string): Body {
  const content = hasProviders(order.operation, order.settings)
    ? { providers: providersOf(order) }
    : { domains: order.domains.map(domainOf) };
  return filled({
    tag: order.tag ?? marker,
    quantity: order.operation === 'create-order' ? order.quantity : null,
    ...content,
    hosting: order.hosting && filled(loginOf(order.hosting)),
    sequencer: order.sequencer && filled(sequencerOf(order.sequencer)),
  });
}

function providersOf(order: ScaledMailOrder): Body {
  const types = MAILBOX_TYPES.filter((type) => order.domains.some((domain) => domain.type === type));
  return Object.fromEntries(types.map((type) => [type, providerOf(type, order)]));
}

function providerOf(type: MailboxType, order: ScaledMailOrder): Body {
  const { googleMailboxes } = order.settings;
  return filled({
    // The documents do not list this field, so the default of 2 is left unsaid.
    mailboxes_per_domain: type === 'google' && googleMailboxes !== 2 ? googleMailboxes : null,
    domains: order.domains.filter((domain) => domain.type === type).map(domainOf),
  });
}

function domainOf(domain: OrderDomain): Body {
  const hasAliases = domain.aliases.length > 0;
  return filled({
    domain: domain.domain,
    redirect: domain.redirect,
    profile_picture: domain.picture,
    first_name: hasAliases ? null : domain.firstName,
    last_name: hasAliases ? null : domain.lastName,
    aliases: hasAliases ? domain.aliases.map(aliasOf) : null,
  });
}

function aliasOf(alias: OrderAlias): Body {
  return filled({
    first_name: alias.firstName,
    last_name: alias.lastName,
    alias: alias.alias,
    profile_picture: alias.picture,
  });
}

function loginOf(login: Login): Fields {
  return {
    provider: login.provider,
    username: login.username && secretOf(login.username),
    password: login.password && secretOf(login.password),
    link: login.link,
  };
}

function sequencerOf(sequencer: Sequencer): Fields {
  return { ...loginOf(sequencer), workspace: sequencer.workspace, tag: sequencer.tag };
}

/** A sheet's author must not be able to send any other variable to a vendor, so other `env:` texts stay texts. */
function secretOf(cell: Cell): Secret {
  if (cell.secret) return cell.secret;
  const text = cell.value.trim();
  const isReference = text.startsWith(`env:${SHEET_SECRET_PREFIX}`);
  return isReference ? secretFrom(text, 'sheet') : new Secret({ kind: 'text', text });
}

/** Optional fields are left out when empty: the vendor refuses empty texts. */
function filled(fields: Fields): { readonly [key: string]: Body } {
  const kept: Record<string, Body> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name] ?? null;
    if (value !== null && value !== '') kept[name] = value;
  }
  return kept;
}
