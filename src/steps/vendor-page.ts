import type { RulePage, RuleSource } from '../domain/rule.ts';
import type { CallDescription, OperationDescription, VendorDescription } from './describe-vendor.ts';

/** How sure a rule is, told from who says so. */
export const CONFIDENCE: Readonly<Record<RuleSource, string>> = {
  vendor: 'documents',
  observed: 'seen in use',
  ours: 'our caution',
};

const PAYMENT: Readonly<Record<OperationDescription['payment'], string>> = {
  charged: 'the saved card is charged at once',
  checkout: 'a person pays at a link',
  none: 'nothing is charged',
};

const FOUND: Readonly<Record<OperationDescription['foundBy'], string>> = {
  tag: 'An order in doubt is found again by our tag or its exact domains.',
  domains: 'An order in doubt is found again by its exact domains.',
  none: 'An order in doubt cannot be found again here: look in the app, then use `sheetorder resolve`.',
};

/** What an operation does with money, and how its orders are seen again. */
export function sayOperation({ payment, foundBy, followed }: OperationDescription): string {
  return [
    `When it is placed, ${PAYMENT[payment]}.`,
    ...(payment === 'none' ? [] : [FOUND[foundBy]]),
    ...(followed ? ['`status` shows where it stands.'] : []),
  ].join(' ');
}

/** A vendor's page as Markdown: the same data as `sheetorder vendors ID`. */
export function vendorPage(vendor: VendorDescription): string {
  const { id, title, baseUrl, variables, operations, limits, rules, calls } = vendor;
  return [
    `# ${title}`,
    `What \`sheetorder\` takes for orders at ${title} (\`vendor: ${id}\`), at \`${baseUrl}\`. This page is made from the code: change the code, then run \`${renewing(id)}\`.`,
    '## Environment',
    rows(
      ['Variable', 'Holds'],
      variables.map(({ name, holds }) => [`\`${name}\``, holds]),
    ),
    '## Operations',
    ...operations.flatMap(operationPage),
    '## Limits',
    rows(
      ['What', 'How much'],
      limits.map(({ name, value }) => [name, value]),
    ),
    '## Calls of its API',
    rows(['Call', 'Is for', 'What this program does with it', 'Who says so'], calls.map(callRow)),
    '## Rules',
    "Who says so: **documents** are the vendor's own, **seen in use** is what others report, **our caution** is ours. `sheetorder explain CODE` tells more.",
    rows(['Code', 'Rule', 'Checks', 'Who says so'], rules.map(ruleRow)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The command that writes a vendor's page anew. */
export function renewing(id: string): string {
  return `sheetorder vendors ${id} --output docs/vendors/${id}.md`;
}

function operationPage(operation: OperationDescription): readonly string[] {
  const { id, title, columns, domains } = operation;
  return [
    `### \`${id}\``,
    `${title}. ${sayOperation(operation)} Domains in one order: ${domains.join('; ')}.`,
    rows(
      ['Column', 'Needed', 'Holds', 'Values'],
      columns.map(({ name, required, holds, values }) => [
        `\`${name}\``,
        required ? '**yes**' : 'no',
        holds,
        values.map((value) => `\`${value}\``).join(', '),
      ]),
    ),
  ];
}

/** What is done with a call, in a sentence. */
export function sayUse({ commands, why }: CallDescription): string {
  return commands.length === 0 ? `Not used. ${why}` : `Used by ${commands.map((name) => `\`${name}\``).join(', ')}.`;
}

function callRow(call: CallDescription): readonly string[] {
  return [`\`${call.call}\``, call.title, sayUse(call), CONFIDENCE[call.source]];
}

function ruleRow({ code, title, checks, source, sourceText }: RulePage): readonly string[] {
  return [`\`${code}\``, title, checks, `${CONFIDENCE[source]}: ${sourceText}`];
}

function rows(header: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---|').join('')}`, ...body.map(line)].join('\n');
}
