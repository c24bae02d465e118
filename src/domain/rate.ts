import type { HttpRequest } from './http.ts';

/** At most `requests` within any stretch of `perMs`, as the vendor documents or was seen to count them. */
export interface RateWindow {
  readonly requests: number;
  readonly perMs: number;
  /** `account` counts all that it covers together, `endpoint` each endpoint by itself. */
  readonly counts: 'account' | 'endpoint';
  /** Endpoints it covers, as `endpointOf` names them; all of them when left out. */
  readonly endpoints?: readonly string[];
}

/** A vendor's limits of pace: windows, and what one of its endpoints is. */
export interface Rate {
  readonly windows: readonly RateWindow[];
  /** `GET /orders/:id`: ids in a path do not make another endpoint. */
  endpointOf(request: Pick<HttpRequest, 'method' | 'path'>): string;
}

/** True when the window counts a request to `other` together with one to `endpoint`. */
export function countsTogether({ counts, endpoints }: RateWindow, endpoint: string, other: string): boolean {
  if (endpoints && !(endpoints.includes(endpoint) && endpoints.includes(other))) return false;
  return counts === 'account' || endpoint === other;
}
