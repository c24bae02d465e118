/** Calls that are used by what the conformance suite does not reach yet. */
export const NOT_REACHED: readonly string[] = ['GET /domain/search'];
