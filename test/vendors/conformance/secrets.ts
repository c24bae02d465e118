import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { columnNamed } from '../../../src/domain/columns.ts';
import { SECRET_MASK } from '../../../src/domain/secret.ts';
import type { Operation } from '../../../src/domain/vendor.ts';
import { SHALLOW } from './hostile.ts';
import { play } from './play.ts';
import { orderAnswers } from './readings.ts';
import { draftsFrom, type ExampleRow, factsOf, keyOf, operationsOf, type Subject } from './subject.ts';

const LOST = { kind: 'lost', reason: 'x', evidence: { reached: 'started', ms: 1 } } as const;
const WORD = 'correct-horse-battery';

/** A secret of the sheet is in nothing that anybody prints: not in requests, identities, findings, verdicts. */
export function secrets(subject: Subject): void {
  describe.each(operationsOf(subject))('secrets of $id', (operation) => {
    const columns = [...operation.columns.required, ...operation.columns.optional];
    const hidden = columns.filter((name) => columnNamed(name)?.secret);
    const sheets = withSecrets(operation, hidden, WORD);
    const facts = factsOf(subject);

    test('are nowhere as text', () => {
      let masked = 0;
      for (const draft of sheets.flatMap((rows) => draftsFrom(rows, subject.vendor.id))) {
        const checked = operation.check(draft, facts);
        const request = operation.assemble(draft, facts, 'so-0123456789abcdef0');
        const played = play(operation.place(request), orderAnswers(subject, operation.id, LOST));
        const shown = [checked, request, played]
          .map((value) => JSON.stringify(value) + inspect(value, { depth: 20 }))
          .join();
        expect(shown).not.toContain(WORD);
        if (JSON.stringify(request).includes(SECRET_MASK)) masked += 1;
      }
      if (hidden.length > 0) expect(masked).toBeGreaterThan(0);
    });

    test('are in no reason, whatever comes back', () => {
      const [draft] = sheets.slice(-1).flatMap((rows) => draftsFrom(rows, subject.vendor.id));
      if (!draft) throw new Error('The example makes no order.');
      const request = operation.assemble(draft, facts, '');
      for (const { reply, name } of SHALLOW)
        expect(
          JSON.stringify(play(operation.place(request), orderAnswers(subject, operation.id, reply)).result),
          name,
        ).not.toContain(WORD);
    });

    test('do not change the key', () => {
      const keys = (word: string) =>
        withSecrets(operation, hidden, word)
          .flatMap((rows) => draftsFrom(rows, subject.vendor.id))
          .map((draft) => keyOf(operation.check(draft, facts), subject));
      expect(keys('another-one')).toEqual(keys(WORD));
    });
  });
}

/** The example with every secret column filled, once as it is and once for each other value of its other columns. */
function withSecrets(
  operation: Operation,
  hidden: readonly string[],
  word: string,
): readonly (readonly ExampleRow[])[] {
  const logins = Object.fromEntries(
    hidden.flatMap((name) => [
      [name, `${word}-${name}`],
      [name.replace(/_[^_]+$/, '_provider'), 'Example Registrar'],
    ]),
  );
  const filled = operation.example.map((row) => ({ ...row, ...logins }));
  const others = Object.entries(operation.values).flatMap(([column, values]) =>
    column === 'operation' ? [] : values.map((value) => filled.map((row) => ({ ...row, [column]: value }))),
  );
  return [filled, ...others];
}
