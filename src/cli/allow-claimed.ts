import { UsageError } from '../domain/errors.ts';
import type { Ledger } from '../domain/ports.ts';
import type { Flags } from './options.ts';

/** Whole keys for what `--allow-claimed` names; throws UsageError for one that the ledger does not have. */
export function allowClaimed(flags: Flags, ledger: Ledger | null): readonly string[] {
  return (flags['allow-claimed'] ?? []).flatMap((text) => {
    const keys = text.length >= 8 ? (ledger?.keysLike(text) ?? []) : [];
    if (keys.length > 0) return keys;
    throw new UsageError(
      `--allow-claimed ${text}: the ledger has no order with that key.`,
      'Copy the key from the message that names the order, 16 characters of it.',
      'NO-SUCH-ORDER',
    );
  });
}
