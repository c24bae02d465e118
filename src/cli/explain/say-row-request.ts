import type { Payload } from '../../domain/payload.ts';
import { visibleText } from '../../domain/visible-text.ts';
import { payloadText } from '../../steps/short-payload.ts';
import type { WholeRow } from './explain-row.ts';
import { BLANK, type Line, type StoryStyle } from './say-story-steps.ts';

/** The request that the row's order would be, short around the row itself. */
export function sayRequest({ row }: WholeRow, { whole }: StoryStyle): readonly Line[] {
  const payload = row.planned?.order.payload ?? null;
  if (!payload) return [];
  const kept = row.columns.flatMap(({ values }) =>
    values.flatMap(({ landings }) => landings.map((one) => one.pointer)),
  );
  return [BLANK, ...requestLines(payload, whole ? 'all' : kept)];
}

/** A request as it would be sent, secrets as the mask. */
export function requestLines({ request, digest }: Payload, kept: readonly string[] | 'all'): readonly Line[] {
  const { method, path, query, body, conditions } = request;
  const pairs = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([name, text]) => `${name}=${text}`);
  const asked = pairs(query);
  const looked = pairs(conditions ?? {});
  const text = payloadText(body, kept);
  const short = kept !== 'all' && /^\s*… \d+ more,?$/m.test(text) ? '; --verbose shows all of it' : '';
  return [
    { text: `Payload (digest ${digest.slice(0, 16)}, secrets covered${short}):`, indent: 0 },
    { text: visibleText(`${method} ${path}`), indent: 0 },
    ...(asked.length > 0 ? [{ text: visibleText(`query ${asked.join(', ')}`), indent: 6 }] : []),
    ...(looked.length > 0
      ? [{ text: visibleText(`looked at before it is sent: ${looked.join(', ')}`), indent: 0 }]
      : []),
    ...text.split('\n').map((line) => ({ text: visibleText(line), indent: 0, unbroken: true })),
  ];
}
