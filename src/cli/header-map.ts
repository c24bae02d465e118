import { COLUMNS, columnOf, normaliseHeader } from '../domain/columns.ts';
import { UsageError } from '../domain/errors.ts';
import type { HeaderMap } from '../steps/match-headers.ts';

/** What `--map "Their header=column"` and the configuration say; a flag outranks the configuration. Throws UsageError. */
export function headerMap(saved: Readonly<Record<string, string>>, texts: readonly string[]): HeaderMap {
  const given = texts.map((text): [string, string] => {
    const at = text.lastIndexOf('=');
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
    throw new UsageError(
      `--map "${text}" is not HEADER=COLUMN.`,
      'Write it like --map "Web address=domain".',
      'USAGE-FLAG-VALUE',
    );
  });
  return Object.fromEntries(
    [...Object.entries(saved), ...given].map(([header, name]) => [normaliseHeader(header), canonical(header, name)]),
  );
}

/** An empty name, or `-`, says that the column is to be ignored. */
function canonical(header: string, name: string): string {
  if (name.trim() === '' || name.trim() === '-') return '';
  const column = columnOf(name);
  if (column) return column.name;
  throw new UsageError(
    `The header "${header}" is mapped to "${name}", and there is no such column.`,
    `Use one of ${COLUMNS.map((known) => known.name).join(', ')}, or - to ignore it.`,
    'NO-SUCH-COLUMN',
  );
}
