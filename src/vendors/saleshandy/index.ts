import type { Vendor } from '../../domain/vendor.ts';
import { error, orderCell } from '../findings.ts';
import { blindSpots } from './blind-spots.ts';
import { calls } from './calls.ts';
import { mailboxesOn, readHalfOrders } from './half-orders.ts';
import { suggestNames } from './names.ts';
import { preflight } from './online/preflight.ts';
import { purchase } from './operation.ts';
import { pages } from './pages/index.ts';
import { RATE } from './rate.ts';
import { readSettings } from './settings.ts';
import { pullCatalogue, survey } from './survey.ts';

/** Saleshandy: domains with mailboxes, ordered for one registrant and paid by a person at a checkout link. */
export const saleshandy: Vendor = {
  id: 'saleshandy',
  title: 'Saleshandy',
  baseUrl: 'https://open-api.saleshandy.com/v1',
  auth: {
    header: 'x-api-key',
    prefix: '',
    keyVariable: 'SALESHANDY_API_KEY',
    organizationVariable: null,
    baseUrlVariable: 'SALESHANDY_BASE_URL',
    // The vendor's own command-line tool says so with the paths that it uses.
    extraHeaders: (baseUrl) => (/\/api\/open-api\//.test(baseUrl.pathname) ? { 'sh-application': 'open-api' } : {}),
  },
  operations: { purchase },
  limits: {
    rate: RATE,
    spendTimeoutMs: 180_000,
    readTimeoutMs: 30_000,
    maxAttempts: 2,
    readBackAfterMs: [5_000, 30_000],
    watchPauseMs: { first: 60_000, longest: 300_000 },
    maxTagLength: null,
    sharedTagCode: null,
  },
  pages,
  calls,
  blindSpots,
  inferOperation: () => 'purchase',
  unknownOperation: (draft) =>
    error(
      'SH-OPERATION',
      draft.operation ?? orderCell(draft, 'operation'),
      `Saleshandy has no operation "${draft.operation?.value ?? ''}".`,
      { fix: 'Write purchase, or leave `operation` empty.' },
    ),
  pullCatalogue,
  survey,
  preflight,
  organizationId: (named) => named,
  readHalfOrders,
  mailboxesOn,
  suggestNames,
  readSettings,
};
