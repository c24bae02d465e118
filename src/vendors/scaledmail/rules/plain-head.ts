import { MAX_TAG } from '../limits.ts';
import type { Login, ScaledMailOrder } from '../order.ts';

/**
 * True only where the rest of a mailbox order, beside domains that `arePlainDomains` passed, makes a body that every look at
 * bodies passes; false says nothing. It spares writing out the bodies of orders that nobody sends yet.
 */
export function hasPlainHead({ tag, hosting, sequencer, settings }: ScaledMailOrder): boolean {
  if (settings.googleMailboxes !== 2 || (tag !== null && tag.length > MAX_TAG)) return false;
  return isWhole(hosting) && isWhole(sequencer);
}

function isWhole(login: Login | null): boolean {
  return login === null || (login.provider !== null && login.username !== null && login.password !== null);
}
