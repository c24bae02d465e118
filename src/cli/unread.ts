import { HaltedError, type SheetorderError, TryLaterError } from '../domain/errors.ts';
import type { ReadFailure, Vendor } from '../domain/vendor.ts';
import type { Composition } from './compose.ts';

/** What a command wanted to read, for a person: "The stock could not be read", and the code of its page. */
export interface Wanted {
  readonly sentence: string;
  readonly code: string;
}

/** The error for a read that gave nothing: the key is refused for good, anything else may pass. */
export function unread(
  vendor: Vendor,
  failure: ReadFailure,
  { sentence, code }: Wanted,
  composition: Composition,
): SheetorderError {
  const reason = composition.redactor.cover(failure.reason).replace(/\.$/, '');
  if (!failure.unauthorised)
    return new TryLaterError(
      `${sentence} (${reason}).`,
      'Run the same command again later; nothing was written.',
      code,
    );
  const { keyVariable, organizationVariable } = vendor.auth;
  return new HaltedError(
    `${vendor.title} refused the key (${reason}).`,
    `Check ${[keyVariable, organizationVariable].filter(Boolean).join(' and ')}, then run the same command again.`,
    'UNAUTHORISED',
  );
}
