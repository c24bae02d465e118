import { error } from '../../findings.ts';
import { needsOwned } from './preflight.ts';
import { eachDomain, firstDomainCell, type OnlineRule, untold } from './question.ts';

const CODE = 'SMO-OWNED';

/** SMO-OWNED: domains of the source `scaledmail` were bought there, and no order uses them. */
export const ownedRule: OnlineRule = (inspection) => {
  const { order, online, facts } = inspection;
  if (!needsOwned(order) || !online.free) return [];
  if (!online.free.told)
    return [untold(CODE, firstDomainCell(inspection), 'whether its domains were bought there', online.free.why)];
  const free = online.free.value;
  // The stand-in sells orders for every domain unless it is told which were bought.
  if (facts.origin === 'sandbox' && free.size === 0) return [];
  const listed = (domain: string) => (online.listing?.told ? online.listing.value.of(domain).length > 0 : false);
  return eachDomain(inspection)
    .filter(({ domain }) => !free.has(domain) && !listed(domain))
    .map(({ domain, from }) =>
      error(CODE, from.domain, `${domain} is not among the domains that were bought through ScaledMail and are free.`, {
        fix: `Buy it in the app first. If ${domain} is held elsewhere, write other in \`domain_source\`.`,
      }),
    );
};
