import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/domain/errors.ts';
import { openRunLog } from '../../src/io/run-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetorder-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => Date.UTC(2026, 4, 4, 10);
const cover = (text: string) => text.replaceAll('2222', '[secret]');
const event = {
  name: 'spend_started',
  key: '0123456789abcdef0123',
  order: 'o1',
  text: 'Sent with 2222.\nNext line \u001b[2J',
  data: { attempt: 1 },
};

describe('run log', () => {
  test('one JSON line for each event, added to what is there', () => {
    const path = join(folder, 'run.log');
    writeFileSync(path, 'before\n', { mode: 0o644 });
    const log = openRunLog({ path, format: 'json', now, cover });
    log.event(event);
    log.event({ name: 'done', text: 'Done.' });
    log.close();
    log.close();
    log.event({ name: 'late', text: 'Not written.' });
    const [before, first = '', second = ''] = readFileSync(path, 'utf8').split('\n');
    expect(before).toBe('before');
    expect(JSON.parse(first)).toEqual({
      at: '2026-05-04T10:00:00.000Z',
      event: 'spend_started',
      key: '0123456789abcdef',
      order: 'o1',
      text: 'Sent with [secret].\nNext line \u001b[2J',
      data: { attempt: 1 },
    });
    expect(JSON.parse(second)).toEqual({ at: '2026-05-04T10:00:00.000Z', event: 'done', text: 'Done.' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('text lines stay one line and cannot drive a terminal', () => {
    const path = join(folder, 'run.log');
    const log = openRunLog({ path, format: 'text', now, cover });
    log.event(event);
    log.close();
    expect(readFileSync(path, 'utf8')).toBe(
      '2026-05-04T10:00:00.000Z spend_started 0123456789abcdef "o1" Sent with [secret]. Next line \\u001b[2J attempt=1\n',
    );
  });

  test('a number that equals a secret is covered and the line is still JSON', () => {
    const path = join(folder, 'run.log');
    const log = openRunLog({ path, format: 'json', now, cover });
    log.event({ name: 'read', text: 'Read.', data: { orders: 2222 } });
    log.close();
    const line = readFileSync(path, 'utf8');
    expect(line).not.toContain('2222');
    expect(JSON.parse(line)).toMatchObject({ event: 'read' });
  });

  test('a file that cannot be opened is named', () => {
    const path = join(folder, 'missing', 'run.log');
    expect(() => openRunLog({ path, format: 'text', now, cover })).toThrow(UsageError);
    expect(() => openRunLog({ path, format: 'text', now, cover })).toThrow(path);
  });
});
