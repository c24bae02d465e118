import type { RulePage } from '../../../domain/rule.ts';
import { byObservation, byVendor } from './page.ts';

const PACKAGES = "The vendor's page for Create Order and its list of packages.";
const UNTOLD = 'An answer that told nothing is a warning that says what was not checked.';

/** Pages for rules that ask the vendor, with `--online`. */
export const onlinePages: readonly RulePage[] = [
  byObservation(
    {
      code: 'SMO-AUTH',
      title: 'The key works and sees the organization',
      checks: `With --online: the vendor takes the key, and lists the organization of the order. ${UNTOLD}`,
      why: 'Every order of the account would be refused. A name in place of an id would make the same order look like another one.',
      before: 'organization_id: Acme, which is a name',
      after: 'organization_id: org_1',
      next: 'Run `sheetorder workspaces` to see the ids; with --save, names can be used.',
    },
    "A public client; the vendor's page names the list and not its form.",
  ),
  byVendor(
    {
      code: 'SMO-PACKAGE',
      title: 'A package that is sold',
      checks: `Without --online: a warning when the local catalogue does not list the price id. With it: the vendor sells the package, at no other price than the catalogue has; a higher one is an error. ${UNTOLD}`,
      why: 'The catalogue may be old, or the price id of another account; totals and budgets are counted with its prices.',
      before: 'price_id: price_EXAMPEL',
      after: 'price_id: price_EXAMPLE',
      next: 'Run `sheetorder catalog pull`.',
    },
    PACKAGES,
  ),
  byVendor(
    {
      code: 'SMO-PACKAGE-COUNT',
      title: 'As many domains as the package takes',
      checks:
        'The number of domains is the package times the quantity, and mailbox types fit its parts where they are said: by the catalogue, and with --online by what the vendor sells now. A note when the quantity is above 1.',
      why: 'The vendor refuses any other number. That a quantity multiplies it is not confirmed.',
      before: '2 domains for a package of 3',
      after: '3 domains',
      next: 'Add or take out domains. Rows without an order name are cut into whole packages by themselves.',
    },
    PACKAGES,
  ),
  byVendor(
    {
      code: 'SMO-OWNED',
      title: 'Domains that were bought there',
      checks: `With --online, for the domain source scaledmail: each domain is among those that were bought through ScaledMail and are in no order. Not for a form, whose domains belong to the paid order. ${UNTOLD}`,
      why: 'The vendor turns an order for any other domain away.',
      before: 'domain_source: scaledmail, for a domain held elsewhere',
      after: 'domain_source: other',
      next: 'Write other as `domain_source` for domains held elsewhere, or buy them first with a buy-domains order.',
    },
    "The vendor's pages for the domain source and for purchased domains; the form of that list was seen by a public client.",
  ),
  byVendor(
    {
      code: 'SMO-BUYABLE',
      title: 'Domains that can be bought',
      checks: `With --online, for buy-domains and the domain source buy: each domain is available, on no blacklist, and costs no more than its ceiling (\`max_price\` of a buy-domains order, else the setting \`maxDomainPrice\`); without one a warning says the price. For buy-pre-warm: each stock id is in stock with its domain. ${UNTOLD}`,
      why: 'The domains are bought with the order. Asking costs nothing.',
      before: 'domain: taken.example',
      after: 'domain: get-taken.example',
      next: 'Take the domains that are named out, or choose others; for a price, raise `max_price` if that is what you want to pay.',
    },
    "The vendor's page for the search; blacklists were seen by a public client.",
  ),
  byObservation(
    {
      code: 'SMO-IN-USE',
      title: 'A domain that is in an order already',
      checks: `With --online: no domain is in the vendor's list of domains, in any status. Of a domain that another order of the ledger holds, DUP-DOMAIN-ORDERED speaks. ${UNTOLD}`,
      why: 'The vendor refuses a domain that is in use, or sells it twice.',
      before: 'alpha.example, which order recEXAMPLE1 has',
      after: 'get-alpha.example',
      next: 'Take the domain out. If the order it is in is this one, run `sheetorder reconcile SHEET --rebuild`.',
    },
    'A public client; the list is not documented.',
  ),
  byObservation(
    {
      code: 'SMO-ALREADY-ORDERED',
      title: 'This very order is there already',
      checks:
        'With --online: no order of the account carries our tag for this order, or exactly its domains under its own tag or none.',
      why: 'It was ordered from another machine, or before the ledger was lost. Sending it again would buy it twice.',
      before: 'a sheet that another machine has ordered',
      after: 'the same sheet, after `sheetorder reconcile SHEET --rebuild`',
      next: 'Run `sheetorder reconcile SHEET --rebuild`, which writes it down as placed.',
    },
    'A public client; the list is not documented.',
  ),
  byVendor({
    code: 'SMO-FORM-MATCH',
    title: 'The form waits for exactly these domains',
    checks: `With --online, for submit-form: the form still waits, and its domains are those of the order. Each one that is missing or not wanted is named. ${UNTOLD}`,
    why: 'The vendor refuses any other set of domains.',
    before: 'alpha.example and gamma.example, for a form of alpha.example and beta.example',
    after: 'alpha.example and beta.example',
    next: 'Run `sheetorder forms`, which writes a sheet with the right domains.',
  }),
];
