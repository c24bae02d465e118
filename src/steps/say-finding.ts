import type { Finding } from '../domain/finding.ts';
import { type FindingGroup, groupFindings } from '../domain/finding-groups.ts';
import { sayPlace } from '../domain/say-place.ts';
import { visibleText } from '../domain/visible-text.ts';

export { groupFindings };

/** Places of a rule that are shown where not all of them are. */
export const FIRST_PLACES = 3;

/** One finding for a person: where and what, and on a second line what to do next. */
export function sayFinding(finding: Finding): string {
  return `${sayPlace(finding.at)}: ${visibleText(finding.message)}${sayFix(finding)}`;
}

/** One rule's findings in a few lines: how often, the first places, what to do next. */
export function sayGroup(group: FindingGroup, places: number = FIRST_PLACES): string {
  const [first] = group.findings;
  if (!first) return '';
  if (group.findings.length === 1) return `${group.severity} ${group.code}: ${sayFinding(first)}`;
  const more = group.findings.length - places;
  const alike = group.findings.every((finding) => finding.fix === first.fix);
  const shown = group.findings
    .slice(0, places)
    .map((finding) => `\n  ${sayPlace(finding.at)}${ownWords(finding, first)}${ownFix(finding, alike)}`);
  const rest = more > 0 ? `\n  and ${more} more` : '';
  const message = visibleText(first.message);
  return `${group.severity} ${group.code}, ${group.findings.length} times: ${message}${shown.join('')}${rest}${alike ? sayFix(first) : ''}`;
}

/** Compact terminal output: one block for each rule, errors first; the rules beyond `rules` are only counted. */
export function sayFindings(
  findings: readonly Finding[],
  places: number = FIRST_PLACES,
  rules: number = Number.POSITIVE_INFINITY,
): string {
  return sayGroups(groupFindings(findings), places, rules);
}

/** The same of findings that are grouped already. */
export function sayGroups(
  groups: readonly FindingGroup[],
  places: number = FIRST_PLACES,
  rules: number = Number.POSITIVE_INFINITY,
): string {
  const rest = groups.slice(rules);
  const told = groups.slice(0, rules).map((group) => sayGroup(group, places));
  return [...told, ...(rest.length > 0 ? [sayRest(rest)] : [])].join('\n');
}

/** `and 2 more rules: error SM-A 3 times, info SM-B`. */
function sayRest(groups: readonly FindingGroup[]): string {
  const names = groups.map(({ severity, code, findings }) => {
    return `${severity} ${code}${findings.length > 1 ? ` ${findings.length} times` : ''}`;
  });
  return `and ${groups.length === 1 ? '1 more rule' : `${groups.length} more rules`}: ${names.join(', ')}.`;
}

/** Findings of one rule may differ in their words; those that do are said beside their place. */
function ownWords(finding: Finding, first: Finding): string {
  return finding.message === first.message ? '' : `: ${visibleText(finding.message)}`;
}

/** Where the corrections differ, each stands beside its place. */
function ownFix(finding: Finding, alike: boolean): string {
  return alike || !finding.fix ? '' : ` → ${visibleText(finding.fix)}`;
}

function sayFix(finding: Finding): string {
  return finding.fix ? `\n  → ${visibleText(finding.fix)}` : '';
}
