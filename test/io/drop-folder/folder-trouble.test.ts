import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { findDropFolder, folderTrouble } from '../../../src/io/drop-folder/layout.ts';
import { Bench } from '../../support/command.ts';

const bench = new Bench();
afterAll(() => bench.close());
mkdirSync(bench.path('orders/inbox'), { recursive: true });

it.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'ENOTDIR'])('%s in the middle of a run is no bug of ours', (code) => {
  const error = Object.assign(new Error(`${code}: words of the system`), { code });
  const told = folderTrouble(error, findDropFolder(bench.path('orders/inbox')));
  expect(told).toMatchObject({ code: 'INBOX-NOT-WRITABLE', exit: 'usage' });
  expect(told?.message).toContain('words of the system');
  expect(told?.hint).toContain('goes on with what lies in working');
});

it('leaves every other error what it is', () => {
  const folder = findDropFolder(bench.path('orders/inbox'));
  expect(folderTrouble(new TypeError('x is not a function'), folder)).toBeNull();
  expect(folderTrouble('a text', folder)).toBeNull();
});

it('a folder that cannot even be read is told as such, with the code of a wrong set-up', async () => {
  writeFileSync(bench.path('orders/done'), '');
  const ran = await bench.run('run', '--inbox', bench.path('orders/inbox'), '--sandbox');
  rmSync(bench.path('orders/done'));
  expect(ran.err).toContain('INBOX-NOT-WRITABLE');
  expect(ran.exit).toBe(2);
});
