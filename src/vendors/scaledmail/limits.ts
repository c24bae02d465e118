/** The ways to order, as the sheet's `operation` column names them. */
export const OPERATIONS = [
  'create-order',
  'create-custom-order',
  'submit-form',
  'buy-domains',
  'buy-pre-warm',
] as const;
export type OperationId = (typeof OPERATIONS)[number];

/** What mailboxes run on, as the body's `providers` names them. */
export const MAILBOX_TYPES = ['google', 'outlook', 'smtp'] as const;
export type MailboxType = (typeof MAILBOX_TYPES)[number];

/** Most domains of a mailbox type that one order may hold. */
export const MAX_DOMAINS: Readonly<Record<MailboxType, number>> = { google: 100, outlook: 30, smtp: 70 };

/** Mailboxes on each domain of a type; google's may be set to 3 or 4. */
export const MAILBOXES_PER_DOMAIN: Readonly<Record<MailboxType, number>> = { google: 2, outlook: 25, smtp: 4 };

/** Most domains of one registration, and of one search. */
export const MAX_REGISTRATION = 10;

export const MAX_TAG = 20;
export const MAX_NAME = 50;
export const MAX_ALIAS = 64;
export const MAX_PICTURE = 150;

export function isOperation(text: string): text is OperationId {
  return OPERATIONS.some((operation) => operation === text);
}

export function isMailboxType(text: string | null): text is MailboxType {
  return (MAILBOX_TYPES as readonly (string | null)[]).includes(text);
}
