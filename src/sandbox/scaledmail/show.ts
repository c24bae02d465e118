import type { MailboxType, SoldOrder } from '../sandbox.ts';
import type { Account } from './account.ts';
import { EARLIER_ORDERS, SANDBOX_FORMS, SANDBOX_ORGANIZATIONS } from './standing-account.ts';

/** What the account shows of itself at one moment, in the shapes of the vendor's answers. */
export interface Showing {
  readonly account: Account;
  readonly organization: string;
  readonly now: number;
  /** How long an order's domains stay `In Progress`, milliseconds. */
  readonly provisionMs: number;
}

interface Payment {
  readonly id: string;
  readonly amount: number;
  readonly created_at: string;
  readonly status: string;
  readonly description: string;
}

const TITLES: Readonly<Record<MailboxType, string>> = { google: 'Google', outlook: 'Outlook', smtp: 'SMTP' };

export function showOrganizations(): unknown {
  return { organizations: SANDBOX_ORGANIZATIONS };
}

export function showOrders(showing: Showing): unknown {
  const payments = paymentsOf(showing);
  return { total: payments.length, payments };
}

/** One order with its domains; null when the account does not show it. */
export function showOrder(id: string, showing: Showing): unknown {
  const payment = paymentsOf(showing).find((one) => one.id === id);
  if (!payment) return null;
  const sale = ordersOf(showing).find((one) => one.id === id);
  const earlier = EARLIER_ORDERS.find((one) => one.id === id);
  const names = sale?.domains ?? (earlier ? [earlier.domain] : []);
  const domains = names.map((name, index) => ({ id: `${id}-${index + 1}`, name, status: '' }));
  const part = {
    type: payment.description,
    id: `${id}-package`,
    note: '',
    payment_id: id,
    created_at: payment.created_at,
  };
  return {
    ...payment,
    tag: sale?.tag ?? earlier?.tag ?? '',
    invoices: [],
    total_domains: names.length,
    packages: [{ ...part, total_domains: names.length, status: payment.status, domains }],
    addons: [],
    current_items: [],
  };
}

export function showDomains(showing: Showing): unknown {
  const earlier = EARLIER_ORDERS.filter((order) => order.status === 'Active').map((order) =>
    domainRow(order.domain, order.id, order.tag, 'google', '', 'Active', []),
  );
  const sold = ordersOf(showing).flatMap((sale) =>
    sale.details.map((item) => {
      const status = Date.parse(sale.at) + showing.provisionMs <= showing.now ? 'Active' : 'In Progress';
      return domainRow(item.domain, sale.id, sale.tag, item.type, item.redirect, status, item.mailboxes);
    }),
  );
  return { domains: [...earlier, ...sold] };
}

export function showForms(showing: Showing): unknown {
  const forms = showing.account.pendingForms(showing.now).map((form) => ({
    payment_id: form.paymentId,
    uuid: form.uuid,
    description: form.description,
    created_at: form.createdAt,
    amount: form.amount,
    type: 'package-subscription',
    data: { quantity: 1, domains_required: form.domains.length, domains: form.domains },
  }));
  return { total: forms.length, forms };
}

export function showPurchased(purchased: readonly string[], showing: Showing, onlyFree: boolean): unknown {
  const used = new Map(ordersOf(showing).flatMap((sale) => sale.domains.map((domain) => [domain, sale.id])));
  const all = new Map([...purchased.map((name) => [name, EARLIER] as const), ...registrationsOf(showing)]);
  const rows = [...all].map(([domain, at]) => ({
    domain,
    created_at: at,
    renewal_at: new Date(Date.parse(at) + YEAR_MS).toISOString(),
    renewal_price: 17,
    ...(used.has(domain) ? { domain_id: `${used.get(domain)}-${domain}` } : {}),
  }));
  return { domains: onlyFree ? rows.filter((row) => !used.has(row.domain)) : rows };
}

const EARLIER = '2026-04-01T09:00:00.000Z';
const YEAR_MS = 365 * 86_400_000;

function registrationsOf(showing: Showing): readonly (readonly [string, string])[] {
  return salesOf(showing).flatMap(({ registers = [], at }) => registers.map((domain) => [domain, at] as const));
}

/** Registrations are no orders of this vendor: it lists the domains alone. */
function ordersOf(showing: Showing): readonly SoldOrder[] {
  return salesOf(showing).filter(({ kind }) => kind !== 'buy-domains');
}

function salesOf({ account, organization, now }: Showing): readonly SoldOrder[] {
  return account.listed(now).filter((sale) => sale.organization === organization);
}

/** A form's order is there before and after it is filled in; it is one order. */
function paymentsOf(showing: Showing): readonly Payment[] {
  const earlier = EARLIER_ORDERS.map(({ id, amount, createdAt, status }) =>
    payment(id, amount, createdAt, status, 'Google'),
  );
  const forms = SANDBOX_FORMS.map((form) =>
    payment(form.paymentId, form.amount, `${form.createdAt}T09:00:00.000Z`, 'Active', form.description),
  );
  const sold = ordersOf(showing)
    .filter((sale) => sale.form === '')
    .map((sale) => payment(sale.id, sale.amount, sale.at, 'Active', TITLES[sale.details[0]?.type ?? 'google']));
  return [...earlier, ...forms, ...sold];
}

function payment(id: string, amount: number, created_at: string, status: string, description: string): Payment {
  return { id, amount, created_at, status, description };
}

function domainRow(
  domain: string,
  orderId: string,
  tag: string,
  type: MailboxType,
  redirect: string,
  status: string,
  mailbox: readonly unknown[],
): unknown {
  return {
    id: `${orderId}-${domain}`,
    domain,
    status,
    order_type: type,
    payment_id: orderId,
    tag,
    redirect,
    total_mailboxes: mailbox.length,
    mailbox,
    domain_provider: 'scaledmail',
    domain_masking: false,
  };
}
