import type { CallDescription, OperationDescription, VendorDescription } from '../steps/describe-vendor.ts';
import { CONFIDENCE, sayOperation, sayUse } from '../steps/vendor-page.ts';
import { table } from './terminal/table.ts';
import { wrapped } from './terminal/wrap.ts';

const UNMEASURED = 100;

/** All vendors in a table. */
export function sayVendors(vendors: readonly VendorDescription[], width: number | null): string {
  const rows = vendors.map(({ id, title, operations, variables }) => [
    id,
    title,
    variables[0]?.name ?? '-',
    operations.map((operation) => operation.id).join(', '),
  ]);
  return table(['vendor', 'name', 'key', 'operations'], rows, width);
}

/** One vendor for a screen: what each operation needs and may have, limits, and rules with who says so. */
export function sayVendor(vendor: VendorDescription, width: number | null): string {
  const { title, baseUrl, variables, operations, limits, rules, calls } = vendor;
  const room = width ?? UNMEASURED;
  const line = (text: string) => wrapped(text, room, 4);
  return [
    `${title}  ${baseUrl}`,
    `Environment\n${variables.map(({ name, holds }) => line(`  ${name}: ${holds}`)).join('\n')}`,
    ...operations.map((operation) => sayOne(operation, room)),
    `Limits\n${limits.map(({ name, value }) => line(`  ${name}: ${value}`)).join('\n')}`,
    `Calls of its API\n${calls.map((call) => line(sayCall(call))).join('\n')}`,
    `Rules (sheetorder explain CODE tells more)\n${table(
      ['  code', 'who says so', 'rule'],
      rules.map((rule) => [`  ${rule.code}`, CONFIDENCE[rule.source], rule.title]),
      width,
    )}`,
  ].join('\n\n');
}

function sayCall(call: CallDescription): string {
  return `  ${call.call}: ${call.title}. ${sayUse(call).replaceAll('`', '')} (${CONFIDENCE[call.source]})`;
}

function sayOne(operation: OperationDescription, room: number): string {
  const { id, title, columns, domains } = operation;
  const line = (text: string) => wrapped(text, room, 4);
  const names = (required: boolean) =>
    columns
      .filter((column) => column.required === required)
      .map(({ name }) => name)
      .join(', ');
  return [
    `${id}: ${title}`,
    line(`  ${sayOperation(operation)}`),
    line(`  needs: ${names(true)}`),
    line(`  may have: ${names(false)}`),
    ...columns
      .filter(({ values }) => values.length > 0)
      .map(({ name, values }) => line(`  ${name}: ${values.join(', ')}`)),
    line(`  domains in one order: ${domains.join('; ')}`),
  ].join('\n');
}
