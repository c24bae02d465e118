import type { Finding } from '../../../domain/finding.ts';
import { error, NOTHING, orderCell, warning } from '../../findings.ts';
import { assembleOrder } from '../assemble.ts';
import { isBody } from '../schema.ts';
import type { Inspection } from './rule.ts';
import { hasSureBody } from './sure-body.ts';

/** SH-NO-EXTRA: a last look at the body itself; the rules on cells should leave nothing for this to find. */
export function bodyFindings({ draft, order }: Inspection): readonly Finding[] {
  if (hasSureBody(order) || isBody(assembleOrder(order).body, order.settings.fields)) return NOTHING;
  return [
    error('SH-NO-EXTRA', orderCell(draft, 'domain'), 'The order cannot be written as Saleshandy wants it.', {
      fix: 'Compare its rows with `sheetorder template`, and report this as a fault of sheetorder.',
    }),
  ];
}

/** SH-SCHEMA-UNVERIFIED: the names inside `domains` are our guess until the operator says that they are right. */
export function schemaFindings({ draft, order, facts }: Inspection): readonly Finding[] {
  if (order.settings.schemaVerified) return NOTHING;
  if (facts.origin === 'sandbox')
    return [
      warning(
        'SH-SCHEMA-UNVERIFIED',
        orderCell(draft, 'vendor'),
        "The names of the fields inside Saleshandy's `domains` are not verified. The sandbox goes by the names that we think right; the vendor may not.",
        { fix: 'Nothing to do in the sandbox. Before a live order, see `sheetorder explain SH-SCHEMA-UNVERIFIED`.' },
      ),
    ];
  const found = facts.sending === false ? warning : error;
  return [
    found(
      'SH-SCHEMA-UNVERIFIED',
      orderCell(draft, 'vendor'),
      "The names of the fields inside Saleshandy's `domains` are not public and not verified, so nothing of it is sent live.",
      {
        fix: 'Compare `vendors.saleshandy.fields` with the description that the vendor gives its customers, then set `vendors.saleshandy.schemaVerified` to true in sheetorder.json.',
      },
    ),
  ];
}
