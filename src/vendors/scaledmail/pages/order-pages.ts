import type { RulePage } from '../../../domain/rule.ts';
import { byObservation, byUs, byVendor } from './page.ts';

const CREATE = "The vendor's page for Create Order.";
const CUSTOM = "The vendor's page for Create Custom Order.";

/** Pages for rules on the order as such. */
export const orderPages: readonly RulePage[] = [
  byVendor(
    {
      code: 'SM-MODE',
      title: 'An operation that ScaledMail has',
      checks: 'The operation is create-order, create-custom-order, submit-form, buy-domains or buy-pre-warm.',
      why: 'Each buys something else, so a misspelt one is not replaced by a guess.',
      before: 'operation: custom-order',
      after: 'operation: create-custom-order',
    },
    "The vendor's list of endpoints.",
  ),
  byVendor(
    {
      code: 'SM-SOURCE',
      title: 'Where the domains were bought',
      checks: 'The domain source is scaledmail or other. "buy" needs create-custom-order and the setting `allowBuy`.',
      why: 'It decides whether the vendor needs a registrar login, and "buy" registers domains for money. "buy" is not in the documents; it was seen in use.',
      before: 'domain_source: namecheap',
      after: 'domain_source: other',
    },
    CREATE,
  ),
  byVendor(
    {
      code: 'SM-PRICE-ID',
      title: 'The package of a package order',
      checks:
        'create-order has a price id of letters, digits, "_" and "-", and no other operation has one. A warning when it does not begin with "price_".',
      why: 'The price id stands in the address of the request; a missing or strange one would reach another address.',
      before: 'price_id: (empty)',
      after: 'price_id: price_EXAMPLE',
      next: 'Run `sheetorder catalog show` for the price ids.',
    },
    CREATE,
  ),
  byVendor(
    {
      code: 'SM-QUANTITY',
      title: 'How many units of the package',
      checks: 'The quantity is a whole number from 1, and only create-order has one.',
      why: 'It multiplies what is charged.',
      before: 'quantity: 1.5',
      after: 'quantity: 2',
    },
    CREATE,
  ),
  byUs({
    code: 'SM-FORM-UUID',
    title: 'The form that is filled in',
    checks: 'submit-form has a form id of letters, digits, "_" and "-", and no other operation has one.',
    why: 'A row with a form id belongs to an order that is already paid; any other operation would buy a second one.',
    before: 'operation: submit-form, form_uuid: (empty)',
    after: 'form_uuid: 0f8c2c1e-0000-4000-8000-000000000001',
    next: 'Run `sheetorder forms` for the forms that wait.',
  }),
  byVendor({
    code: 'SM-PROVIDER-KEY',
    title: 'What the mailboxes run on',
    checks: 'The mailbox type is google, outlook or smtp. "microsoft" is ordered as outlook and a note says so.',
    why: 'The vendor sorts domains by these three words. A package order may leave the type out when its body lists domains only.',
    before: 'mailbox_type: gmail',
    after: 'mailbox_type: google',
  }),
  byVendor({
    code: 'SM-PROVIDER-EMPTY',
    title: 'An order with domains',
    checks: 'The order has a domain, and each mailbox type in the request has one.',
    why: 'An empty order could still be charged.',
    before: 'order: may-1, domain: (empty) in every row',
    after: 'order: may-1, domain: alpha.example',
  }),
  byVendor(
    {
      code: 'SM-DOMAIN-MAX',
      title: 'How many domains one order may hold',
      checks: 'At most 100 google, 30 outlook and 70 smtp domains in one order.',
      why: 'The vendor takes no more; the finding is at the first domain too many.',
      before: '31 outlook domains in one order',
      after: '30 in one order, 1 in another',
      next: 'Put the surplus into another order.',
    },
    CUSTOM,
  ),
  byVendor({
    code: 'SM-TAG-LEN',
    title: 'A tag of at most 20 characters',
    checks: 'The tag has at most 20 characters.',
    why: 'The vendor refuses longer ones when an order is made.',
    before: 'tag: spring-campaign-2026-north',
    after: 'tag: spring-2026-north',
  }),
  byUs({
    code: 'SM-TAG-UNIQUE',
    title: 'One tag on several orders',
    checks: 'A warning when several orders of a batch carry the same tag.',
    why: 'A shared tag does not tell orders apart, so an order in doubt can then be found by its domains only.',
    before: 'tag: may on two orders',
    after: 'tag: may-1 and tag: may-2',
    next: 'Leave the tag empty to let each order carry a mark of its own.',
  }),
  byVendor({
    code: 'SM-SEQ-FIELDS',
    title: 'A whole sequencer or none',
    checks: 'When any sequencer column is filled, provider, user name and password are.',
    why: 'The vendor cannot connect to a sequencer without all three.',
    before: 'sequencer_provider: Sequencer, sequencer_password: (empty)',
    after: 'sequencer_provider, sequencer_username and sequencer_password filled',
    next: 'Fill the missing column, name a `sequencer` profile, or empty all sequencer columns.',
  }),
  byVendor({
    code: 'SM-SEQ-EMPTY',
    title: 'No empty sequencer fields',
    checks: 'Link, workspace and tag of the sequencer are left out or not empty.',
    why: 'The vendor refuses empty texts there.',
    before: 'sequencer.link: ""',
    after: 'no sequencer.link',
  }),
  byVendor({
    code: 'SM-HOST-REQUIRED',
    title: 'A registrar login for domains held elsewhere',
    checks:
      'Hosting is given when the domain source is other. A warning instead when the setting `waiveHosting` is on.',
    why: 'The documents require it. A customer was told that it may be left out, so a setting can waive it.',
    before: 'domain_source: other, hosting: (empty)',
    after: 'domain_source: other, hosting: registrar-a',
    next: 'Name a `hosting` profile, so that no password stands in a sheet.',
  }),
  byVendor({
    code: 'SM-HOST-FIELDS',
    title: 'A whole registrar login',
    checks: 'Provider, user name and password of the hosting are filled; its link is left out or not empty.',
    why: 'The vendor cannot set up the domains without all three.',
    before: 'hosting_provider: Registrar, hosting_password: (empty)',
    after: 'hosting_provider, hosting_username and hosting_password filled',
  }),
  byUs({
    code: 'SM-HOST-UNUSED',
    title: 'A registrar login that nobody needs',
    checks: 'A warning when hosting is given and the domain source is not other.',
    why: 'A password that is not needed is not sent: hosting is dropped from the request.',
    before: 'domain_source: scaledmail, hosting: registrar-a',
    after: 'domain_source: scaledmail, hosting: (empty)',
  }),
  byObservation(
    {
      code: 'SM-GOOGLE-MPD',
      title: 'Mailboxes on a google domain',
      checks:
        'The setting `googleMailboxes` is 2, 3 or 4, and `mailboxes_per_domain` stands under google only. A note when it is 3 or 4.',
      why: 'The documents list 2 only; 3 and 4 were seen in use, so they need an explicit setting.',
      before: 'googleMailboxes: 5',
      after: 'googleMailboxes: 3',
    },
    'A public client; the documents do not list the field.',
  ),
  byUs({
    code: 'SM-PAYLOAD',
    title: 'The request itself does not fit',
    checks: 'The whole body of the request, right before it is planned, against the form that the vendor documents.',
    why: 'A wrong body may still be charged. The other rules should leave nothing for this one to find.',
    before: 'a body without providers',
    after: 'a body with providers',
    next: 'Compare the rows with `sheetorder template`, and report it as a fault of sheetorder.',
  }),
];
