import { z } from 'zod';
import type { Vendor } from '../../domain/vendor.ts';
import { error, orderCell } from '../findings.ts';
import { preflight, pullCatalogue, readHalfOrders, survey } from './account.ts';
import { calls } from './calls.ts';
import { LIMITS } from './limits.ts';
import { order } from './operation.ts';
import { pages } from './pages.ts';

// Change: the vendor's settings in the configuration, where its documents leave something open.
const settingsSchema = z.strictObject({});

// Change: id (the folder's name), title, address and names of variables.
/** Example Inboxes: an invented vendor, to be copied. */
export const vendor: Vendor = {
  id: 'example',
  title: 'Example Inboxes',
  baseUrl: 'https://api.example.invalid/v1',
  auth: {
    header: 'authorization',
    prefix: 'Bearer ',
    keyVariable: 'EXAMPLE_API_KEY',
    organizationVariable: 'EXAMPLE_ORGANIZATION_ID',
    baseUrlVariable: 'EXAMPLE_BASE_URL',
  },
  operations: { order },
  limits: LIMITS,
  pages,
  calls,
  // Change: what shows only when an order is sent.
  blindSpots: [{ text: 'Whether the card is charged.' }],
  inferOperation: () => 'order',
  unknownOperation: (draft) =>
    error(
      'EX-OPERATION',
      draft.operation ?? orderCell(draft, 'operation'),
      `Example Inboxes has no operation "${draft.operation?.value ?? ''}".`,
      { fix: 'Write order, or leave `operation` empty.' },
    ),
  pullCatalogue,
  survey,
  preflight,
  organizationId: (named) => named,
  readHalfOrders,
  mailboxesOn: () => null,
  readSettings: (raw) => {
    const parsed = settingsSchema.safeParse(raw ?? {});
    return parsed.success ? { settings: parsed.data } : { problems: ['Example Inboxes has no settings.'] };
  },
};
