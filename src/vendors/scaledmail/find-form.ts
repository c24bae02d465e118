import type { Conversation } from '../../domain/conversation.ts';
import type { Remembered } from '../../domain/remembered.ts';
import type { LookupResult } from '../../domain/verdict.ts';
import { inconclusive, notFoundYet } from '../lookup.ts';
import { confirm } from './find.ts';
import { readDomains, readForms } from './reads.ts';
import { bothSides, isWithin, type Sighting, sameSet, sightingsOf } from './sighting.ts';

const CLAIM = 'form:';

/** The claim that a submit-form order holds. */
export function formClaim(uuid: string): string {
  return `${CLAIM}${uuid}`;
}

/** A form was taken when it waits no more and its domains are listed under its order. */
export function* findForm(wanted: Remembered): Conversation<LookupResult> {
  const uuid = wanted.claims.find((claim) => claim.startsWith(CLAIM))?.slice(CLAIM.length);
  if (!uuid) return inconclusive('The ledger does not say which form this order fills in.');
  const forms = yield* readForms(wanted.organization);
  if (!forms.ok) return inconclusive(forms.failure.reason);
  if (forms.value.some((form) => form.uuid === uuid)) return notFoundYet(`Form ${uuid} still waits to be filled in.`);
  const listed = yield* readDomains(wanted.organization);
  if (!listed.ok) return inconclusive(listed.failure.reason);
  const seen = sightingsOf(listed.value).all.filter((order) =>
    order.domains.some((name) => wanted.domains.includes(name)),
  );
  return yield* judge(seen, wanted, wanted.formOrderId ?? wanted.orderId);
}

function* judge(seen: readonly Sighting[], wanted: Remembered, orderId: string | null): Conversation<LookupResult> {
  const fits = (order: Sighting) =>
    orderId === null
      ? sameSet(order.domains, wanted.domains)
      : order.id === orderId && isWithin(wanted.domains, order.domains);
  const [match, ...more] = seen.filter(fits);
  if (more.length > 0)
    return inconclusive(
      `Several orders fit: ${seen
        .filter(fits)
        .map(({ id }) => id)
        .join(', ')}.`,
    );
  if (match) return yield* settle(match.id, wanted);
  const [other] = seen.filter((order) => orderId === null || order.id === orderId);
  if (other)
    return inconclusive(`The form waits no more, but its domains are not all listed. ${bothSides(other, wanted)}`);
  return notFoundYet('The form waits no more, but its domains are not listed under its order yet.');
}

function* settle(id: string, wanted: Remembered): Conversation<LookupResult> {
  const result = yield* confirm(wanted, id, 'its domains under the order of its form');
  if (result.kind === 'cancelled') return notFoundYet(`Order ${id} of this form is cancelled at the vendor.`);
  if (result.kind !== 'found') return result;
  // What the order cost was paid before; it must not count as spent a second time.
  const { amount: _paid, ...receipt } = result.receipt;
  return { ...result, receipt };
}
