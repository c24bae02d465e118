/** Calls that are used by what the conformance suite does not reach: the search waits for the setting `searchParameter`. */
export const NOT_REACHED: readonly string[] = ['GET /domain/search'];
