import type { RulePage } from '../../../domain/rule.ts';
import { domainPages } from './domain-pages.ts';
import { onlinePages } from './online-pages.ts';
import { ownerPages } from './owner-pages.ts';
import { replyPages } from './reply-pages.ts';
import { termsPages } from './terms-pages.ts';

/** One page for each code that Saleshandy's rules and answers use. */
export const pages: readonly RulePage[] = [...ownerPages, ...termsPages, ...domainPages, ...onlinePages, ...replyPages];
