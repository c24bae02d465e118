import type { RulePage } from '../../../domain/rule.ts';
import { buyingPages } from './buying-pages.ts';
import { domainPages } from './domain-pages.ts';
import { onlinePages } from './online-pages.ts';
import { orderPages } from './order-pages.ts';
import { replyPages } from './reply-pages.ts';

/** One page for each code that ScaledMail's rules and answers use. */
export const pages: readonly RulePage[] = [
  ...orderPages,
  ...domainPages,
  ...onlinePages,
  ...buyingPages,
  ...replyPages,
];
