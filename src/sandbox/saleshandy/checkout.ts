import type { Reply } from '../reply.ts';
import type { SoldOrder } from '../sandbox.ts';
import type { Account } from './account.ts';
import { checkoutUrl } from './sell.ts';

/** The page where a person pays: opening it pays the order. `/checkout` alone lists what waits. No money moves. */
export function checkoutPage(id: string, origin: string, account: Account, now: number): Reply {
  account.refresh();
  if (id === '') return page(200, 'Orders that wait to be paid', waiting(origin, account));
  const order = account.sold().find((one) => one.id === id);
  if (!order) return page(404, 'No such order', '<p>The sandbox has no order under this link.</p>');
  const isPaid = account.paidAt(order) !== null;
  if (!isPaid) {
    account.record.append({ type: 'paid', id, at: new Date(now).toISOString() });
    account.refresh();
  }
  return page(200, `Order ${id} ${isPaid ? 'was paid before' : 'is paid'}`, paidText(order));
}

function paidText({ domains }: SoldOrder): string {
  return `<p>Its domains are being set up: ${domains.map(escaped).join(', ')}.</p><p>This is the sandbox; no money moved.</p>`;
}

function waiting(origin: string, account: Account): string {
  const orders = account.sold().filter((order) => account.paidAt(order) === null);
  if (orders.length === 0) return '<p>None.</p>';
  const items = orders.map(
    ({ id, domains }) =>
      `<li><a href="${checkoutUrl(origin, id)}">Pay ${id}</a>: ${domains.map(escaped).join(', ')}</li>`,
  );
  return `<ul>${items.join('')}</ul><p>Opening a link pays the order. This is the sandbox; no money moves.</p>`;
}

function page(status: number, title: string, text: string): Reply {
  const body = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${text}`;
  return { status, contentType: 'text/html; charset=utf-8', body, afterMs: 0, cut: false };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
