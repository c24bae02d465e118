import type { Finding } from '../../domain/finding.ts';
import type { FindingGroup } from '../../domain/finding-groups.ts';
import { sayPlace } from '../../domain/say-place.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { cut, isCopyable } from './page-findings.ts';
import { badge, copyable, counted, filterAction, number, prose, SEVERITY_LOOKS, section } from './words.ts';

/** Findings written into the page itself, so that it can be read without script; the script writes them all. */
const WRITTEN_OUT = 150;
const FEWEST_OF_A_RULE = 3;
const OPEN_UP_TO = 5;

/** Each rule with its cells; errors first, and those with few places are open from the start. */
export function findingsSection(groups: readonly FindingGroup[]): HtmlPart {
  const errors = groups.filter(({ severity }) => severity === 'error');
  const count = (some: readonly FindingGroup[]) => some.reduce((sum, { findings }) => sum + findings.length, 0);
  const all = count(groups);
  const title = `Findings${all > 0 ? ` (${number(all)})` : ''}`;
  if (all === 0) return section('findings', title, html`<p>Nothing was found.</p>`);
  const share = all <= WRITTEN_OUT ? all : Math.max(FEWEST_OF_A_RULE, Math.floor(WRITTEN_OUT / groups.length));
  const others = all - count(errors);
  const sum = `${counted(count(errors), 'error')}${others > 0 ? ` and ${number(others)} other${others === 1 ? '' : 's'}` : ''}, of ${counted(groups.length, 'rule')}.`;
  return section('findings', title, [
    html`<p class="quiet">${sum} Each says where it stands, what is wrong and what to write instead.</p>`,
    html`<div id="finding-tools" class="tools" hidden><span class="field"><label for="finding-grouping">Group findings</label><select id="finding-grouping"><option value="rule">by rule</option><option value="sheet">by sheet, line by line</option></select></span></div>`,
    html`<div id="finding-groups">${groups.map((group) => groupDetails(group, share))}</div>`,
  ]);
}

function groupDetails({ code, severity, findings }: FindingGroup, share: number): Html {
  const [first] = findings;
  const alike = findings.every(({ message }) => message === first?.message);
  const more = findings.length - share;
  const open = severity === 'error' && findings.length <= OPEN_UP_TO ? ' open' : '';
  return html`<details class="group"${open}><summary>${badge(SEVERITY_LOOKS[severity], severity)} <code>${code}</code> ${findings.length > 1 ? html`<span class="times">× ${number(findings.length)}</span>` : ''} <span class="first">${prose(first?.message ?? '')}</span></summary>
<p class="about">${copyable(`sheetorder explain ${code}`, 'command')} ${filterAction({ code }, 'Show its orders')}</p>
<ul class="findings">${findings.slice(0, share).map((finding) => findingItem(finding, alike))}${more > 0 ? html`<li>And ${number(more)} more; with scripts on they are listed here, and the .json report has every one.</li>` : ''}</ul></details>\n`;
}

/** What the heading says already is not said again. */
function findingItem({ at, value, message, fix, fixed }: Finding, alike: boolean): Html {
  return html`<li><strong class="place">${sayPlace(at)}</strong>${value === '' ? '' : html` <code class="value">${cut(value, 200)}</code>`}${alike ? '' : html`<br>${prose(message)}`}${fix ? html`<br><span class="fix">→ ${prose(fix)}</span>` : ''} ${copyOf(at.cell, fix, fixed)}</li>\n`;
}

function copyOf(cell: string | undefined, fix: string | undefined, fixed: string | undefined): HtmlPart {
  if (isCopyable(fixed)) return copyable(fixed, 'corrected value');
  if (cell) return copyable(cell, 'cell address');
  return fix ? copyButton(fix) : '';
}

/** For a text that stands there already. */
function copyButton(text: string): Html {
  return html`<button type="button" class="copy" data-copy="${text}" aria-label="Copy what to do: ${text}">Copy</button>`;
}
