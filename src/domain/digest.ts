import { hash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** SHA-256 of a text, 64 hexadecimal characters. */
export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text);
}

/** SHA-256 of a value's canonical JSON; independent of the order of object keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
