import type { Finding } from '../../../domain/finding.ts';
import { aliasCountRule, aliasFieldsRule, aliasTextRule, duplicateAliasRule } from './alias.ts';
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
import type { Inspection, Rule } from './rule.ts';
import { sourceRule } from './source.ts';
import { tagRule } from './tag.ts';

const RULES: readonly Rule[] = [
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
  catalogueRule,
];

/** Every rule's findings on one order. */
export function applyRules(inspection: Inspection): readonly Finding[] {
  return RULES.flatMap((rule) => rule(inspection));
}
