import type { RulePage } from '../../../domain/rule.ts';
import { byObservation, byVendor } from './page.ts';

/** Pages for what ScaledMail's answers can mean beside a plain yes or no. */
export const replyPages: readonly RulePage[] = [
  byObservation(
    {
      code: 'CHARGE-FAILED',
      title: 'The order exists and its charge failed',
      checks: 'The vendor refused with "subscription created" or "unable to charge".',
      why: 'The subscription exists although the answer looks like a refusal. Sending the order again would make a second one.',
      next: "Pay, confirm or cancel it in the vendor's app.",
    },
    'A public client that says it saw this answer live.',
  ),
  byVendor(
    {
      code: 'FORM-PENDING',
      title: 'Paid, and not configured yet',
      checks: 'The order is in the list of forms that wait to be filled in.',
      why: 'The order is paid, so it is placed. Its mailboxes are made only after the form is filled in.',
      next: 'Run `sheetorder forms`, fill in the sheet it writes, and submit that.',
    },
    "The vendor's pages for Get Pending Forms and Submit Form.",
  ),
];
