import type { Body, HttpRequest } from '../../../domain/http.ts';
import type { OperationId } from '../limits.ts';
import { bodySchemas } from '../schema.ts';
import { isSurelyRight } from './sure-body.ts';

/** What is wrong with a body that is about to be sent; the rules on cells should leave nothing for this to find. */
export interface PayloadProblem {
  readonly code: string;
  readonly path: string;
}

const NONE: readonly PayloadProblem[] = [];

/** SM-REDIRECT-EMPTY, SM-SEQ-EMPTY, SM-PROVIDER-EMPTY, SM-GOOGLE-MPD and SM-PAYLOAD, on the body itself. */
export function payloadProblems(operation: OperationId, request: Pick<HttpRequest, 'body'>): readonly PayloadProblem[] {
  const body: Body = request.body ?? null;
  if (isSurelyRight(operation, body)) return NONE;
  const known = walk(body, []);
  if (known.length > 0) return known;
  return bodySchemas()[operation].safeParse(body).success ? [] : [{ code: 'SM-PAYLOAD', path: '' }];
}

function walk(value: Body | undefined, path: readonly string[]): readonly PayloadProblem[] {
  const code = codeOf(value, path);
  if (code) return [{ code, path: path.join('.') }];
  if (Array.isArray(value)) return value.flatMap((item: Body, at) => walk(item, [...path, String(at)]));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => walk(item, [...path, name]));
}

function codeOf(value: Body | undefined, path: readonly string[]): string | null {
  const name = path.at(-1);
  const parent = path.at(-2);
  if (name === 'redirect' && value === '') return 'SM-REDIRECT-EMPTY';
  if (parent === 'sequencer' && value === '') return 'SM-SEQ-EMPTY';
  if (name === 'providers' && isPlain(value) && Object.keys(value).length === 0) return 'SM-PROVIDER-EMPTY';
  if (name === 'domains' && Array.isArray(value) && value.length === 0) return 'SM-PROVIDER-EMPTY';
  if (name === 'mailboxes_per_domain') return parent === 'google' && isAllowed(value) ? null : 'SM-GOOGLE-MPD';
  return null;
}

function isAllowed(value: Body | undefined): boolean {
  return value === 2 || value === 3 || value === 4;
}

function isPlain(value: Body | undefined): value is { readonly [key: string]: Body } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
