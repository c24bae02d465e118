import type { RulePage } from '../../../domain/rule.ts';
import { byObservation, byUs, byVendor } from './page.ts';

/** Pages for rules on an order's terms and body. */
export const termsPages: readonly RulePage[] = [
  byVendor({
    code: 'SH-ESP',
    title: 'What the mailboxes run on',
    checks: '`email_service_provider` is Google, Microsoft or Azure; another case is corrected, and said.',
    why: 'It decides the price. The vendor takes these three words only.',
    before: 'email_service_provider: Gmail',
    after: 'email_service_provider: Google',
    next: 'Write Google, Microsoft or Azure.',
  }),
  byVendor({
    code: 'SH-PLAN',
    title: 'How mailboxes are billed',
    checks: '`plan_type` is quarterly, annualFlexi or annualFixed; quarterly when it is empty.',
    why: 'The vendor takes these three words only.',
    before: 'plan_type: annual flexi',
    after: 'plan_type: annualFlexi',
    next: 'Write one of the three, or leave the cell empty for quarterly.',
  }),
  byVendor({
    code: 'SH-PLAN-AZURE',
    title: 'Azure is billed quarterly',
    checks: 'An order for Azure has the plan quarterly.',
    why: 'The vendor answers 400 to any other plan.',
    before: 'email_service_provider: Azure, plan_type: annualFlexi',
    after: 'email_service_provider: Azure, plan_type: quarterly',
    next: 'Write quarterly, or leave the cell empty.',
  }),
  byUs({
    code: 'SH-FLAGS-BOTH',
    title: 'Free, or a replacement',
    checks: 'Not both `is_free_order` and `is_replacement` are true.',
    why: 'Which credits such an order would spend is not known, and credits are spent at once.',
    before: 'is_free_order: true, is_replacement: true',
    after: 'is_free_order: true, is_replacement: (empty)',
    next: 'Keep the one that is meant and empty the other.',
  }),
  byVendor({
    code: 'SH-FLAGS-BOOL',
    title: 'Yes or no',
    checks:
      '`is_free_order` and `is_replacement` are true, false, yes, no, 1, 0 or empty; they are sent as real booleans.',
    why: 'A word that is neither would buy an order of the other kind.',
    before: 'is_free_order: maybe',
    after: 'is_free_order: true',
    next: 'Write true or false, or leave the cell empty.',
  }),
  byUs(
    {
      code: 'SH-GROUP-CONSISTENT',
      title: 'One registrant and one set of terms for an order',
      checks: 'All rows of an order agree on registrant, provider, plan and the two flags.',
      why: 'They stand once in the body, so two values cannot both be sent. `GROUP-CONFLICT` names each cell.',
      before: 'country: US in one row, country: GB in another of the same order',
      after: 'country: US in both, or two orders',
      next: 'Write the same value on all rows, or make two orders.',
    },
    "Concluded from the vendor's page: these fields are at the top of the body.",
  ),
  byUs({
    code: 'SH-COLUMN-UNUSED',
    title: 'A column that has no place in the order',
    checks:
      'An error for `price_id`, `quantity` other than 1, `form_uuid`, `coupon`, `max_price` and `stock_id`; a warning for the domain source, tags, organization, hosting and sequencer.',
    why: 'To leave out a quantity or a coupon without a word would buy something else than the sheet says.',
    before: 'vendor: saleshandy, quantity: 3',
    after: 'vendor: saleshandy, quantity: (empty)',
    next: 'Empty the cell. If the column is for another vendor, fill it in the rows of that vendor only.',
  }),
  byObservation(
    {
      code: 'SH-NO-EXTRA',
      title: 'The body holds documented fields only',
      checks: 'The body that would be sent has the fields that are known, filled, and no other.',
      why: 'The vendor refuses a field that it does not know.',
      before: 'a body with an `email` of the registrant',
      after: 'a body without it',
      next: 'When the vendor answers so, nothing was ordered: correct `vendors.saleshandy.fields` in sheetorder.json, then submit the same sheet with --retry-refused.',
    },
    'A public client that says it saw "property … should not exist" from the same API.',
  ),
  byUs({
    code: 'SH-SCHEMA-UNVERIFIED',
    title: 'Field names that are not verified',
    checks: 'That the operator has set `vendors.saleshandy.schemaVerified` to true.',
    why: "The public page stops before the fields inside `domains`. What we send there is the most likely guess, and a guess must not be sent to where it is paid for. The vendor's OpenAPI file, or a request that its own app makes, shows the right names; correct `vendors.saleshandy.fields` with them.",
    before: '"vendors": { "saleshandy": {} } in sheetorder.json',
    after: '"vendors": { "saleshandy": { "fields": { "domain": "domainName" }, "schemaVerified": true } }',
    next: "Compare the field names with the vendor's OpenAPI file, or with a request of its own app, then set `vendors.saleshandy.schemaVerified`. The sandbox takes orders without.",
  }),
  byVendor({
    code: 'SH-OPERATION',
    title: 'One way to order',
    checks: '`operation` is purchase or empty.',
    why: 'The vendor has no other.',
    before: 'operation: create-order',
    after: 'operation: purchase',
    next: 'Write purchase, or leave the cell empty.',
  }),
];
