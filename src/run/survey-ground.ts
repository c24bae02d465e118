import type { Surroundings } from '../domain/remembered.ts';
import { type Ground, groundOf } from '../steps/listed-already.ts';
import type { AccountRun } from './account-run.ts';

/** What the account holds, together with what the ledger says of it. */
export function surveyGround(surroundings: Surroundings, run: AccountRun): Ground {
  const { ledger } = run.ports;
  const ids = ledger.orderIds(run.account);
  const known = (orderId: string) => {
    const key = ids.get(orderId);
    return key === undefined ? null : { key, claims: run.record(key).note?.claims ?? [] };
  };
  return groundOf(surroundings, known, formsInHand(run));
}

/** Domains of forms that were filled in and are not listed yet, by the order that did it: only the ledger knows of them. */
function formsInHand(run: AccountRun): ReadonlyMap<string, string> {
  const notes = run.ports.ledger
    .openKeys(run.account)
    .map((key) => ({ key, note: run.record(key).note }))
    .filter(({ note }) => note?.claims.some((claim) => claim.startsWith('form:')));
  return new Map(
    notes.flatMap(({ key, note }) =>
      (note?.domains ?? []).filter((domain) => !note?.claims.includes(domain)).map((domain) => [domain, key] as const),
    ),
  );
}
