import { registrationClaim } from '../domain/claim.ts';
import type { OrderDraft } from '../domain/draft.ts';
import { accountId } from '../domain/identity.ts';
import type { Cell } from '../domain/place.ts';
import type { Ledger } from '../domain/ports.ts';
import { Secret } from '../domain/secret.ts';
import type { Operation, PackSize, Vendor } from '../domain/vendor.ts';
import type { Packing } from '../steps/pack-orders.ts';
import type { BatchInput } from './prepare-batch.ts';

const UNLIMITED = { kind: 'at_most', domains: Number.MAX_SAFE_INTEGER } as const;

function mailboxTypeOf(draft: OrderDraft): string {
  return draft.domains[0]?.fields.mailbox_type?.value.toLowerCase() ?? '';
}

/** What packing may ask: the vendor's sizes, and which order of the ledger holds a domain already. */
export function packingFor(ledger: Ledger | null, { check, pack }: BatchInput): Packing {
  const of = (draft: OrderDraft): { vendor: Vendor; operation: Operation } | null => {
    const vendor = Object.hasOwn(check.vendors, draft.vendor) ? check.vendors[draft.vendor] : undefined;
    const name = draft.operation?.value.trim() || vendor?.inferOperation(draft) || '';
    const operation = vendor && Object.hasOwn(vendor.operations, name) ? vendor.operations[name] : undefined;
    return vendor && operation ? { vendor, operation } : null;
  };
  const textOf = cellValues();
  const size = (draft: OrderDraft): PackSize => {
    const known = of(draft);
    const found = known ? known.operation.packSize(draft, check.facts(known.vendor, draft)) : UNLIMITED;
    return found.kind === 'at_most' && found.domains >= UNLIMITED.domains ? UNLIMITED : found;
  };
  return {
    mode: pack,
    signature: (draft) => {
      const columns = ['vendor', 'operation', 'client', ...(of(draft)?.operation.groupBy ?? [])];
      const shared = columns.map((name) => textOf(draft.fields[name]));
      // A package or a form may mix mailbox types; where types have limits of their own, each is packed for itself.
      const limited = size(draft).kind === 'at_most' && size(draft) !== UNLIMITED;
      return JSON.stringify(limited ? [mailboxTypeOf(draft), ...shared] : shared);
    },
    size,
    holder: (draft, domain) => {
      const known = of(draft);
      if (!ledger || !known) return null;
      const { organization, claims } = known.operation.check(draft, check.facts(known.vendor, draft));
      const account = accountId(known.vendor.id, check.origin(known.vendor), organization);
      const claim = claims.find((one) => one === registrationClaim(domain)) ?? domain;
      return ledger.holders(account, [claim]).get(claim)?.[0] ?? null;
    },
  };
}

/** Texts that are equal where cells are; a secret counts by its number, so that its text need not be known. */
function cellValues(): (cell: Cell | undefined) => string {
  const numberOf = Secret.numbering();
  return (cell) => (cell?.secret ? `secret ${numberOf(cell.secret)}` : (cell?.value ?? ''));
}
