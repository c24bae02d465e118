import type { Conversation } from '../../../domain/conversation.ts';
import type { LookUpContext, OnlineReading, OrderToLookUp } from '../../../domain/online.ts';
import type { ReadFailure } from '../../../domain/vendor.ts';
import { isHostName } from '../../host-name.ts';
import { lookedUp, type Told } from '../../look-up.ts';
import { readDomains, readSearch } from '../reads.ts';
import { settingsOf } from '../settings.ts';
import { availabilityOf } from './availability.ts';
import type { SaleshandyOnline } from './facts.ts';

const UNKNOWN_SEARCH = 'Saleshandy does not describe its search, and no `searchParameter` is set';
const NOTHING: SaleshandyOnline = { vendor: 'saleshandy', keyRefused: null, listed: null, available: new Map() };

/**
 * Reads the domains of the account, which tells too whether the key works; no other look-up for that is described. Domains
 * are searched for one by one, and only once the operator said how. Plans are not read: no price can be taken from them.
 */
export function* preflight(orders: readonly OrderToLookUp[], context: LookUpContext): Conversation<OnlineReading> {
  const listed = lookedUp(yield* readDomains());
  if (listed.told === 'failed') return ended(listed.failure);
  const available = new Map<string, Told<boolean>>();
  const { searchParameter } = settingsOf(context.settings);
  for (const domain of domainsOf(orders)) {
    const answer = yield* search(searchParameter, domain);
    if (answer.told === 'failed') return ended(answer.failure);
    available.set(domain, answer);
  }
  const online: SaleshandyOnline = { ...NOTHING, listed, available };
  return { kind: 'read', online };
}

function* search(
  parameter: string | undefined,
  domain: string,
): Conversation<Told<boolean> | { readonly told: 'failed'; readonly failure: ReadFailure }> {
  if (parameter === undefined) return { told: false, why: UNKNOWN_SEARCH };
  const answer = lookedUp(yield* readSearch(parameter, domain));
  if (answer.told !== true) return answer;
  const value = availabilityOf(domain, answer.value.json);
  return value === null ? { told: false, why: 'its search answered in a form we do not know' } : { told: true, value };
}

function ended(failure: ReadFailure): OnlineReading {
  return failure.unauthorised
    ? { kind: 'read', online: { ...NOTHING, keyRefused: failure.reason } }
    : { kind: 'failed', failure };
}

function domainsOf(orders: readonly OrderToLookUp[]): readonly string[] {
  const names = orders.flatMap(({ draft }) => draft.domains.map(({ domain }) => domain.value.trim().toLowerCase()));
  return [...new Set(names)].filter(isHostName);
}
