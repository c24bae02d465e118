import type { RulePage } from '../../../domain/rule.ts';
import { byObservation, byUs, byVendor } from './page.ts';

const UNDESCRIBED = "The vendor's pages name this look-up, or none at all, and do not describe it.";
const NOT_DOCUMENTED = 'Answers of the same API at other endpoints; the words of this one are not documented.';

/** What only the vendor can tell: rules of `--online`, and refusals that show on submit. */
export const onlinePages: readonly RulePage[] = [
  byObservation(
    {
      code: 'SHO-AUTH',
      title: 'The key works',
      checks:
        'With --online: the vendor takes the key when the domains of the account are read; no look-up for the key alone is described. 401, 403 and 400 "Invalid token" are a refused key.',
      why: 'Every order of the account would be refused.',
      before: 'SALESHANDY_API_KEY from another environment of the vendor',
      after: 'SALESHANDY_API_KEY of this account',
      next: 'Check SALESHANDY_API_KEY, then run the same command again.',
    },
    NOT_DOCUMENTED,
  ),
  byUs(
    {
      code: 'SHO-AVAILABLE',
      title: 'Each domain can be bought',
      checks:
        'With --online: a warning that it was not checked, since the search is not described. Once `vendors.saleshandy.searchParameter` says what the search takes, each domain is searched for; only a plain yes or no beside the whole name counts.',
      why: 'A domain that cannot be bought shows when the order is sent, or on the checkout page.',
      before: 'a domain of which the search says taken',
      after: 'a domain of which it says available',
      next: 'Take a domain out that is taken. A domain that was not checked shows on the checkout page at the latest.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-PLAN-PRICE',
      title: 'Plan and price',
      checks:
        "With --online: a warning on every order that is to be paid. The vendor's list of plans is not described, so nothing of it is shown as a price.",
      why: 'The checkout page shows the price before anyone pays. Under a budget such an order is skipped with `MONEY-NO-PRICE`.',
      next: 'Look at the price on the checkout page before you pay. Under a budget these orders are skipped: leave the budget out for them.',
    },
    UNDESCRIBED,
  ),
  byVendor(
    {
      code: 'SHO-ALREADY-OWNED',
      title: 'No domain is there already',
      checks:
        'With --online: no domain of the order is in the list of domains, unless it is deleted, failed or expired there. A status that is not documented counts as one that holds the domain. A list that could not be read is a warning.',
      why: 'It may be bought already, by another machine or in the app.',
      before: 'alpha.example, which is active there',
      after: 'get-alpha.example',
      next: 'Take the domain out. If an order of yours has it, `sheetorder reconcile` finds that out.',
    },
    "The vendor's page for the list of domains.",
  ),
  byUs(
    {
      code: 'SHO-CREDITS',
      title: 'Credits do not suffice',
      checks: 'Not checked ahead: no look-up is described. It is the code of a refusal that speaks of credits alone.',
      why: 'Free and replacement orders spend credits at once.',
      next: 'Get more credits, or leave `is_free_order` and `is_replacement` empty.',
    },
    UNDESCRIBED,
  ),
  byUs(
    {
      code: 'SHO-ZIP',
      title: 'The vendor refuses the postal code',
      checks:
        'Not checked ahead: `SH-ZIP` looks at the form only. It is the code of a refusal that speaks of the postal code alone.',
      why: 'The vendor says that the code must be valid for the country.',
      next: 'Correct `zipcode` or `country`, then submit again with --retry-refused if they were right.',
    },
    UNDESCRIBED,
  ),
];
