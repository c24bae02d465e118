import type { Finding } from '../../../domain/finding.ts';
import type { OperationId } from '../limits.ts';
import { aliasCountRule, aliasFieldsRule, aliasTextRule, duplicateAliasRule } from './alias.ts';
import {
  ceilingRule,
  idleCeilingRule,
  otherTermsRule,
  registrationSizeRule,
  sequencerLinkRule,
  stockIdRule,
  unusedColumnsRule,
} from './buying.ts';
import { catalogueRule } from './catalogue.ts';
import { domainSyntaxRule, duplicateDomainRule } from './domain-name.ts';
import { formatMixRule, formatRule } from './format.ts';
import { googleMailboxesRule } from './google.ts';
import { hostingRule, sequencerRule } from './login.ts';
import { domainMaxRule, emptyOrderRule, mailboxTypeRule } from './mailbox-type.ts';
import { nameLengthRule } from './name.ts';
import { formRule, priceIdRule, quantityRule } from './package.ts';
import { pictureRule } from './picture.ts';
import { redirectRule } from './redirect.ts';
import { type Inspection, inEach, type Rule } from './rule.ts';
import { sourceRule } from './source.ts';
import { tagRule } from './tag.ts';

const MAILBOX_RULES: readonly Rule[] = [
  sourceRule,
  priceIdRule,
  quantityRule,
  formRule,
  mailboxTypeRule,
  emptyOrderRule,
  domainMaxRule,
  domainSyntaxRule,
  duplicateDomainRule,
  formatRule,
  formatMixRule,
  nameLengthRule,
  aliasCountRule,
  aliasFieldsRule,
  aliasTextRule,
  duplicateAliasRule,
  pictureRule,
  redirectRule,
  tagRule,
  sequencerRule,
  hostingRule,
  googleMailboxesRule,
  stockIdRule,
  idleCeilingRule,
  otherTermsRule,
  catalogueRule,
];

/** Purchases of domains, which have no mailboxes to check. */
const PURCHASE_RULES: readonly Rule[] = [
  priceIdRule,
  quantityRule,
  formRule,
  emptyOrderRule,
  domainSyntaxRule,
  duplicateDomainRule,
  ceilingRule,
  stockIdRule,
  unusedColumnsRule,
];

/** The rules that find nothing where `arePlainDomains` holds. */
const DOMAIN_RULES: ReadonlySet<Rule> = new Set([
  mailboxTypeRule,
  emptyOrderRule,
  domainMaxRule,
  domainSyntaxRule,
  duplicateDomainRule,
  formatRule,
  formatMixRule,
  nameLengthRule,
  aliasCountRule,
  aliasFieldsRule,
  aliasTextRule,
  duplicateAliasRule,
  pictureRule,
  redirectRule,
  stockIdRule,
]);
const RULES_ON_ORDERS = MAILBOX_RULES.filter((rule) => !DOMAIN_RULES.has(rule));

const RULES: Readonly<Record<OperationId, readonly Rule[]>> = {
  'create-order': MAILBOX_RULES,
  'create-custom-order': MAILBOX_RULES,
  'submit-form': MAILBOX_RULES,
  'buy-domains': [...PURCHASE_RULES, registrationSizeRule],
  'buy-pre-warm': [...PURCHASE_RULES, redirectRule, tagRule, sequencerRule, sequencerLinkRule],
};

/** Every rule's findings on one order. */
export function applyRules(inspection: Inspection): readonly Finding[] {
  return inEach(RULES[inspection.order.operation], (rule) => rule(inspection));
}

/** The same for a mailbox order whose domains `arePlainDomains` passed. */
export function applyOrderRules(inspection: Inspection): readonly Finding[] {
  return inEach(RULES_ON_ORDERS, (rule) => rule(inspection));
}
