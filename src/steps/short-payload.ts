import type { Body } from '../domain/http.ts';
import { Secret } from '../domain/secret.ts';

const SHOWN = 2;

/**
 * A body for a person to read, as JSON: of a long list those stay that `kept` pointers lead into (without any, the first two),
 * and the others are counted. Secrets are written as the mask.
 */
export function payloadText(body: Body | undefined, kept: readonly string[] | 'all'): string {
  return JSON.stringify(shortened(body, '', kept) ?? null, null, 2).replace(/"(… \d+ more)"/g, '$1');
}

function shortened(body: Body | undefined, pointer: string, kept: readonly string[] | 'all'): unknown {
  if (body instanceof Secret || typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return shortList(body, pointer, kept);
  return Object.fromEntries(
    Object.entries(body).map(([name, item]) => [name, shortened(item, `${pointer}/${name}`, kept)]),
  );
}

function shortList(list: readonly Body[], pointer: string, kept: readonly string[] | 'all'): readonly unknown[] {
  const items = list.map((item, index) => ({ item, at: `${pointer}/${index}` }));
  const isKept = (at: string, index: number) =>
    kept === 'all' ||
    list.length <= SHOWN + 1 ||
    (kept.length === 0 && index < SHOWN) ||
    kept.some((one) => one === at || one.startsWith(`${at}/`));
  const shown: unknown[] = [];
  let left = 0;
  const close = () => {
    if (left > 0) shown.push(`… ${left} more`);
    left = 0;
  };
  items.forEach(({ item, at }, index) => {
    if (!isKept(at, index)) left += 1;
    else {
      close();
      shown.push(shortened(item, at, kept));
    }
  });
  close();
  return shown;
}
