import { type CheckedOrder, summaryOf } from '../domain/checked-order.ts';
import type { Fields, OrderDraft } from '../domain/draft.ts';
import { type Finding, hasError, joinFindings } from '../domain/finding.ts';
import { accountId, markerOf, orderKey } from '../domain/identity.ts';
import type { OnlineFacts } from '../domain/online.ts';
import { laterPayload } from '../domain/payload.ts';
import type { Secret } from '../domain/secret.ts';
import type { Facts, Vendor } from '../domain/vendor.ts';
import { checkDomains, type DomainFacts } from './check-domains.ts';

/** What the rules may know: the vendors, each one's facts and origin, and which secrets cannot be had. */
export interface CheckContext {
  readonly vendors: Readonly<Record<string, Vendor>>;
  readonly facts: (vendor: Vendor, draft: OrderDraft) => Facts;
  readonly domains: DomainFacts;
  readonly origin: (vendor: Vendor) => string;
  /** A sentence when a secret cannot be had here, else null. */
  readonly secretProblem: (secret: Secret) => string | null;
}

/** Every draft through its vendor's rules; pure, and the same in the dry run and the real one. */
export function checkOrders(drafts: readonly OrderDraft[], context: CheckContext): readonly CheckedOrder[] {
  return drafts.map((draft) => checkOrder(draft, context));
}

/** One draft through its vendor's rules. */
export function checkOrder(draft: OrderDraft, context: CheckContext): CheckedOrder {
  const vendor = Object.hasOwn(context.vendors, draft.vendor) ? (context.vendors[draft.vendor] ?? null) : null;
  if (!vendor) return unchecked(draft, null, unknownVendor(draft, Object.keys(context.vendors)));
  const name = draft.operation?.value.trim() || vendor.inferOperation(draft);
  const operation = Object.hasOwn(vendor.operations, name) ? vendor.operations[name] : undefined;
  if (!operation) return unchecked(draft, vendor, vendor.unknownOperation(draft));
  const facts = context.facts(vendor, draft);
  const checked = operation.check(draft, facts);
  const account = accountId(vendor.id, context.origin(vendor), checked.organization);
  const key = orderKey(account, checked.identity);
  const findings = joinFindings(
    draft.findings,
    missingSecrets(draft.fields, context.secretProblem),
    checked.findings,
    checkDomains(draft, context.domains),
  );
  const isTagged = operation.capabilities.correlation === 'tag' && vendor.limits.maxTagLength !== null;
  const marker = () => (isTagged && checked.tag === null ? markerOf(key) : null);
  const assemble = (text: string) => operation.assemble(draft, facts, text);
  const payload = hasError(findings) ? null : laterPayload(assemble, marker);
  const judge = (online: OnlineFacts) => operation.checkOnline({ draft, facts, key }, online);
  const known = { vendor, operation, checked };
  return withSummary(draft, known, { account, key, findings, payload, judge });
}

function unchecked(draft: OrderDraft, vendor: Vendor | null, finding: Finding): CheckedOrder {
  const findings = [...draft.findings, finding];
  const known = { vendor, operation: null, checked: null };
  return withSummary(draft, known, { account: '', key: '', findings, payload: null, judge: null });
}

type Known = Pick<CheckedOrder, 'vendor' | 'operation' | 'checked'>;
type Rest = Pick<CheckedOrder, 'account' | 'key' | 'findings' | 'payload' | 'judge'>;

/** Field by field: spreading three objects for each of a million rows costs as much as its rules. */
function withSummary(draft: OrderDraft, known: Known, rest: Rest): CheckedOrder {
  const summary = summaryOf(draft, known);
  return {
    name: summary.name,
    vendorName: summary.vendorName,
    operationName: summary.operationName,
    client: summary.client,
    columns: summary.columns,
    domainCount: summary.domainCount,
    runs: summary.runs,
    draft,
    vendor: known.vendor,
    operation: known.operation,
    account: rest.account,
    key: rest.key,
    checked: known.checked,
    findings: rest.findings,
    payload: rest.payload,
    judge: rest.judge,
  };
}

function unknownVendor(draft: OrderDraft, known: readonly string[]): Finding {
  const at = draft.fields.vendor?.at ?? draft.rows[0] ?? { file: '', line: 0 };
  return {
    code: 'SHEET-VENDOR',
    severity: 'error',
    at,
    value: draft.vendor,
    message: `"${draft.vendor}" is not a vendor that this program orders from.`,
    fix: `Write ${known.join(' or ')}.`,
  };
}

function missingSecrets(fields: Fields, problem: CheckContext['secretProblem']): readonly Finding[] {
  let found = NOTHING;
  for (const column in fields) {
    const cell = fields[column];
    const message = cell?.secret ? problem(cell.secret) : null;
    if (!cell || message === null) continue;
    const fix = 'Set it in the environment of this command, or correct the name.';
    const { at, value } = cell;
    found = [...found, { code: 'SHEET-SECRET-MISSING', severity: 'error', at, value, message, fix }];
  }
  return found;
}

const NOTHING: readonly Finding[] = [];
