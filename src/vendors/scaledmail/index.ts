import type { OrderDraft } from '../../domain/draft.ts';
import type { Vendor } from '../../domain/vendor.ts';
import { blindSpots } from './blind-spots.ts';
import { buyDomains, buyPreWarm } from './buying-operations.ts';
import { calls } from './calls.ts';
import { pullCatalogue } from './catalogue.ts';
import { mailboxesOn, readHalfOrders } from './half-orders.ts';
import { MAX_TAG, OPERATIONS } from './limits.ts';
import { preflight, readWorkspaces } from './online/preflight.ts';
import { operation } from './operation.ts';
import { textOf } from './order.ts';
import { pages } from './pages/index.ts';
import { RATE } from './rate.ts';
import { readStock } from './read-stock.ts';
import { error, missing, oneOf } from './rules/rule.ts';
import { organizationId, readSettings } from './settings.ts';
import { survey } from './survey.ts';

/** ScaledMail: mailboxes on domains, ordered as a package, as a list, or as the form of a paid order; and domains, plain or pre-warmed. */
export const scaledmail: Vendor = {
  id: 'scaledmail',
  title: 'ScaledMail',
  baseUrl: 'https://server.scaledmail.com/api/v1',
  auth: {
    header: 'authorization',
    prefix: 'Bearer ',
    keyVariable: 'SCALEDMAIL_API_KEY',
    organizationVariable: 'SCALEDMAIL_ORGANIZATION_ID',
    baseUrlVariable: 'SCALEDMAIL_BASE_URL',
  },
  operations: {
    'create-order': operation('create-order', {
      title: 'Buy a package',
      own: ['price_id'],
      optional: ['quantity'],
      needsType: false,
      payment: 'charged',
    }),
    'create-custom-order': operation('create-custom-order', {
      title: 'Buy exactly the domains and mailbox types listed',
      own: [],
      optional: ['max_price'],
      needsType: true,
      payment: 'charged',
    }),
    'submit-form': operation('submit-form', {
      title: 'Fill in the form of an order that is paid',
      own: ['form_uuid'],
      optional: [],
      needsType: true,
      payment: 'none',
    }),
    'buy-domains': buyDomains,
    'buy-pre-warm': buyPreWarm,
  },
  limits: {
    rate: RATE,
    spendTimeoutMs: 180_000,
    readTimeoutMs: 30_000,
    maxAttempts: 2,
    readBackAfterMs: [5_000, 30_000],
    watchPauseMs: { first: 5_000, longest: 300_000 },
    maxTagLength: MAX_TAG,
    sharedTagCode: 'SM-TAG-UNIQUE',
  },
  pages: pages,
  calls,
  blindSpots,
  inferOperation,
  unknownOperation: (draft) =>
    error(
      'SM-MODE',
      draft.operation ?? missing(undefined, 'operation', draft),
      `ScaledMail has no operation "${draft.operation?.value ?? ''}".`,
      { fix: `Write ${oneOf(OPERATIONS)}, or leave \`operation\` empty.` },
    ),
  pullCatalogue,
  survey,
  preflight,
  readWorkspaces,
  organizationId,
  readHalfOrders,
  readStock,
  mailboxesOn,
  readSettings,
};

/** A registration is never inferred: a sheet of domains alone does not say that they are to be bought. */
function inferOperation(draft: OrderDraft): string {
  if (textOf(draft.fields, 'form_uuid')) return 'submit-form';
  if (draft.domains.some(({ fields }) => textOf(fields, 'stock_id'))) return 'buy-pre-warm';
  return textOf(draft.fields, 'price_id') ? 'create-order' : 'create-custom-order';
}
