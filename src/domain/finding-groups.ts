import type { Finding, Severity } from './finding.ts';
import { sayPlace } from './say-place.ts';

/** All findings of one rule and severity; the first one's words speak for them. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

const RANK = { error: 0, warning: 1, info: 2 } satisfies Record<Severity, number>;

interface OpenGroup extends FindingGroup {
  readonly findings: Finding[];
  /** The finding of each line, or the words of several: most are told apart by their lines alone. */
  readonly byLine: Map<number, Finding | Set<string>>;
}

/** Findings by code, errors first, the rest in the order of their first place; the same finding counts once. */
export function groupFindings(findings: Iterable<Finding>): readonly FindingGroup[] {
  const groups = new Map<string, OpenGroup>();
  let group: OpenGroup | undefined;
  for (const finding of findings) {
    const { code, severity } = finding;
    if (group?.code !== code || group.severity !== severity) group = groupOf(groups, code, severity);
    if (isNew(group.byLine, finding)) group.findings.push(finding);
  }
  return [...groups.values()]
    .map(({ code, severity, findings: own }) => ({ code, severity, findings: own }))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function groupOf(groups: Map<string, OpenGroup>, code: string, severity: Severity): OpenGroup {
  const name = `${severity} ${code}`;
  const known = groups.get(name) ?? { code, severity, findings: [], byLine: new Map() };
  groups.set(name, known);
  return known;
}

function isNew(byLine: OpenGroup['byLine'], finding: Finding): boolean {
  const line = Math.max(finding.at.line, 0);
  const there = byLine.get(line);
  if (there === undefined) {
    byLine.set(line, finding);
    return true;
  }
  const told = there instanceof Set ? there : new Set([wordsOf(there)]);
  if (told !== there) byLine.set(line, told);
  const words = wordsOf(finding);
  if (told.has(words)) return false;
  told.add(words);
  return true;
}

function wordsOf({ at, message }: Finding): string {
  return `${sayPlace(at)}\n${message}`;
}
