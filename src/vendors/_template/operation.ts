import type { OrderDraft } from '../../domain/draft.ts';
import type { Checked, Facts, Operation } from '../../domain/vendor.ts';
import { unusedColumns } from '../unused-columns.ts';
import { assembleOrder } from './assemble.ts';
import { findOrder } from './find.ts';
import { identityOf } from './identity.ts';
import { MAX_DOMAINS } from './limits.ts';
import { readOrder } from './order.ts';
import { placeOrder, readReply } from './place.ts';
import { applyRules } from './rules.ts';

const ADA = { alias: 'ada', first_name: 'Ada', last_name: 'Sample' };

// Change: one of these for each way to order; columns are those of domain/columns.ts.
export const order: Operation = {
  id: 'order',
  title: 'Order mailboxes on domains',
  columns: { required: ['domain', 'alias', 'first_name', 'last_name'], optional: ['tag', 'redirect'] },
  example: [
    // Change: the vendor's id, since a sheet that names none goes to another vendor.
    {
      order: 'example-1',
      vendor: 'example',
      operation: 'order',
      domain: 'alpha.example',
      redirect: 'main.example',
      ...ADA,
    },
    { order: 'example-1', domain: 'beta.example', ...ADA },
  ],
  values: { operation: ['order'] },
  // Change: every column that is top level in the body, so that packing keeps such orders apart.
  groupBy: ['tag'],
  capabilities: { correlation: 'tag', payment: 'charged', idempotency: 'none' },
  packSize: () => ({ kind: 'at_most', domains: MAX_DOMAINS }),
  check: checkOrder,
  // Change: what `preflight` looked up, held against one order.
  checkOnline: () => ({ findings: [], taken: [], listed: [], answers: [] }),
  assemble: (draft, facts, marker) => assembleOrder(readOrder(draft, facts), marker),
  place: placeOrder,
  readReply,
  find: findOrder,
};

function checkOrder(draft: OrderDraft, facts: Facts): Checked {
  const read = readOrder(draft, facts);
  const domains = [...new Set(read.domains.map(({ domain }) => domain).filter((name) => name !== ''))];
  return {
    findings: [...applyRules(read, draft), ...unusedColumns('EX-COLUMN-UNUSED', draft, order.columns)],
    identity: identityOf(read),
    organization: read.organization,
    // Change: what no two orders of one account may hold at once.
    claims: domains,
    domains,
    mailboxes: read.domains.reduce((sum, { mailboxes }) => sum + mailboxes.length, 0),
    tag: read.tag,
    // Change: what it costs, where that is known before it is ordered; and `renewal`, what it goes on to cost.
    price: null,
  };
}
