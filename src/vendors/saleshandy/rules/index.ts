import type { Finding } from '../../../domain/finding.ts';
import { hasError, joinFindings } from '../../../domain/finding.ts';
import { inEach, NOTHING } from '../../findings.ts';
import { bodyFindings, schemaFindings } from './body.ts';
import { domainSyntaxRule, duplicateDomainRule, redirectRule } from './domain.ts';
import { duplicateMailboxRule, mailboxCountRule, mailboxLocalRule, mailboxNameRule } from './mailbox.ts';
import { addressCharactersRule, ownerFilledRule, ownerNameRule } from './owner.ts';
import { countryRule, phoneRule, zipRule } from './place-of-owner.ts';
import type { Inspection, Rule } from './rule.ts';
import { consistentRule, domainCountRule, flagsRule, planRule, providerRule, unusedRule } from './terms.ts';

const RULES: readonly Rule[] = [
  ownerNameRule,
  ownerFilledRule,
  addressCharactersRule,
  countryRule,
  zipRule,
  phoneRule,
  providerRule,
  planRule,
  flagsRule,
  consistentRule,
  unusedRule,
  domainCountRule,
  domainSyntaxRule,
  duplicateDomainRule,
  redirectRule,
  mailboxCountRule,
  mailboxNameRule,
  mailboxLocalRule,
  duplicateMailboxRule,
];

/** Every rule's findings on one order. The body is looked at only when its cells are right. */
export function applyRules(inspection: Inspection): readonly Finding[] {
  const findings = inEach(RULES, (rule) => rule(inspection));
  const body = hasError(findings) ? NOTHING : bodyFindings(inspection);
  return joinFindings(findings, body, schemaFindings(inspection));
}
