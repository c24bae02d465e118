import type { Finding, Severity } from './finding.ts';
import { sayPlace } from './say-place.ts';

/** All findings of one rule and severity; the first one's words speak for them. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

const RANK = { error: 0, warning: 1, info: 2 } satisfies Record<Severity, number>;

/** Findings by code, errors first, the rest in the order of their first place; the same finding counts once. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, { code: string; severity: Severity; findings: Map<string, Finding> }>();
  for (const finding of findings) {
    const { code, severity } = finding;
    const name = `${severity} ${code}`;
    const group = groups.get(name) ?? { code, severity, findings: new Map<string, Finding>() };
    groups.set(name, group);
    const same = JSON.stringify([sayPlace(finding.at), finding.message]);
    if (!group.findings.has(same)) group.findings.set(same, finding);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, findings: [...group.findings.values()] }))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
