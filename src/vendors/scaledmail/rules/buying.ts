import type { Finding } from '../../../domain/finding.ts';
import { filledColumns } from '../../filled-columns.ts';
import { MAX_REGISTRATION, type OperationId } from '../limits.ts';
import { buysItsDomains, type OrderDomain } from '../order.ts';
import { count, error, type Inspection, inEach, missing, NOTHING, orderCell, type Rule, warning } from './rule.ts';

/** Columns that each purchase reads; what else is filled is not sent. */
const READ: Readonly<Partial<Record<OperationId, ReadonlySet<string>>>> = {
  'buy-domains': new Set(['organization_id', 'max_price', 'domain', 'stock_id']),
  'buy-pre-warm': new Set(['organization_id', 'max_price', 'domain', 'stock_id', 'tag', 'redirect']),
};
/** Told by rules of their own, or not the vendor's. */
const ELSEWHERE = new Set(['order', 'vendor', 'operation', 'client', 'price_id', 'quantity', 'form_uuid']);

/** SM-BUY-MAX: how many domains one registration may hold; found at the first one too many. */
export const registrationSizeRule: Rule = ({ order }) => {
  const surplus = order.domains[MAX_REGISTRATION];
  if (!surplus) return NOTHING;
  const message = `The order registers ${count(order.domains.length, 'domain')}; ScaledMail takes at most ${MAX_REGISTRATION} at a time.`;
  return [
    error('SM-BUY-MAX', surplus.from.domain, message, {
      fix: 'Put this domain and the ones after it into another order, or leave `order` empty to have them cut.',
    }),
  ];
};

/** SM-BUY-CEILING: what a domain may cost is an amount, and a registration never goes out without one; other purchases are warned of. */
export const ceilingRule: Rule = ({ draft, order }) => {
  const { ceiling, operation } = order;
  if (ceiling?.cents) return NOTHING;
  const where = orderCell(draft, 'max_price');
  if (ceiling === null) {
    const [say, more] = operation === 'buy-domains' ? [error, ''] : [warning, ', so it is bought at any price'];
    return [
      say('SM-BUY-CEILING', where, `The order does not say what a domain may cost at most${more}.`, {
        fix: 'Fill `max_price` with dollars such as 20.00, or set `maxDomainPrice` in the ScaledMail settings.',
      }),
    ];
  }
  if (ceiling.cents === 0)
    return [error('SM-BUY-CEILING', where, `A ceiling of ${ceiling.text} lets nothing be bought.`, { fix: DOLLARS })];
  return [
    error('SM-BUY-CEILING', where, `"${ceiling.text}" is no amount.`, {
      fix: DOLLARS,
    }),
  ];
};

const DOLLARS = 'Write dollars without a sign, for example 20.00.';

/** SM-STOCK-ID: each pre-warmed domain is named by its stock id, once; nothing else has one. */
export const stockIdRule: Rule = (inspection) => {
  const { draft, order } = inspection;
  if (order.operation !== 'buy-pre-warm') return inEach(order.domains, (domain) => strayStockId(domain, inspection));
  const first = new Map<string, OrderDomain>();
  return inEach(order.domains, (domain) => {
    const cell = domain.from.fields.stock_id;
    if (domain.stockId === null || !cell)
      return [
        error('SM-STOCK-ID', missing(domain.from.rows[0], 'stock_id', draft), `${domain.domain} has no stock id.`, {
          fix: 'Fill `stock_id`; `sheetorder stock` lists what is for sale.',
        }),
      ];
    const before = first.get(domain.stockId);
    if (before) return [error('SM-STOCK-ID', cell, `${before.domain} has this stock id too.`, { fix: COPY })];
    first.set(domain.stockId, domain);
    if (/^[\x21-\x7e]{1,200}$/.test(domain.stockId)) return NOTHING;
    return [error('SM-STOCK-ID', cell, 'A stock id holds no white space and no letters beyond ASCII.', { fix: COPY })];
  });
};

const COPY = 'Copy each stock id from `sheetorder stock`.';

function strayStockId({ from }: OrderDomain, { order }: Inspection): readonly Finding[] {
  const cell = from.fields.stock_id;
  if (!cell?.value.trim()) return NOTHING;
  return [
    error('SM-STOCK-ID', cell, `A ${order.operation} would not buy this pre-warmed domain.`, {
      fix: 'Order with buy-pre-warm, or empty `stock_id`.',
    }),
  ];
}

/** SM-SEQ-FIELDS: with pre-warmed domains a sequencer needs its link as well. */
export const sequencerLinkRule: Rule = ({ draft, order }) => {
  if (!order.sequencer || order.sequencer.link !== null) return NOTHING;
  return [
    error(
      'SM-SEQ-FIELDS',
      orderCell(draft, 'sequencer_link'),
      'The sequencer has no link, and buy-pre-warm needs one.',
      {
        fix: 'Fill `sequencer_link`, or empty all sequencer columns.',
      },
    ),
  ];
};

/** SM-BUY-UNUSED: a ceiling on an order that it does not hold back; SM-BUY-CEILING where it does. */
export const idleCeilingRule: Rule = (inspection) => {
  const { draft, order } = inspection;
  if (buysItsDomains(order)) return ceilingRule(inspection);
  const cell = draft.fields.max_price;
  if (!cell?.value.trim()) return NOTHING;
  const message = `A price ceiling does not hold back a ${order.operation}.`;
  return [
    warning('SM-BUY-UNUSED', cell, message, { fix: 'Empty `max_price`, and use --max-spend or a budget instead.' }),
  ];
};

/** Terms of another vendor that say what is bought there. */
const OTHER_TERMS = ['email_service_provider', 'plan_type', 'is_replacement', 'is_free_order'];

/** SM-BUY-UNUSED: terms of another vendor on an order of mailboxes. */
export const otherTermsRule: Rule = ({ draft, order }) =>
  inEach(OTHER_TERMS, (column) => {
    const cell = draft.fields[column];
    if (!cell?.value.trim()) return NOTHING;
    const message = `${order.operation} has no place for \`${column}\`, so it is not sent.`;
    return [
      warning('SM-BUY-UNUSED', cell, message, { fix: 'Empty the cell, or see whether another vendor is meant.' }),
    ];
  });

/** SM-BUY-UNUSED: what is filled and not sent, once for each column. */
export const unusedColumnsRule: Rule = ({ draft, order }) => {
  const read = READ[order.operation];
  return inEach([...filledColumns(draft)], ([column, cell]) => {
    const isRead = read?.has(column) || (order.operation === 'buy-pre-warm' && column.startsWith('sequencer'));
    if (isRead || ELSEWHERE.has(column)) return NOTHING;
    const message = `${order.operation} has no place for \`${column}\`, so it is not sent.`;
    return [
      warning('SM-BUY-UNUSED', cell, message, { fix: 'Empty the column, or see whether another operation is meant.' }),
    ];
  });
};
