import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDropFolder, openDropFolder } from '../../../src/io/drop-folder/layout.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sheetorder-layout-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function expectAt(named: string, inbox: string, beside: string): void {
  expect(findDropFolder(named)).toEqual({
    named,
    inbox,
    working: join(beside, 'working'),
    done: join(beside, 'done'),
    attention: join(beside, 'attention'),
    own: join(beside, '.sheetorder'),
  });
}

test('named inbox: the others stand beside it', () => {
  mkdirSync(join(root, 'orders/inbox'), { recursive: true });
  expectAt(join(root, 'orders/inbox'), join(root, 'orders/inbox'), join(root, 'orders'));
  expectAt(join(root, 'orders/inbox/'), join(root, 'orders/inbox'), join(root, 'orders'));
});

test('a folder that has an inbox: the same four', () => {
  mkdirSync(join(root, 'orders/inbox'), { recursive: true });
  expectAt(join(root, 'orders'), join(root, 'orders/inbox'), join(root, 'orders'));
});

test('any other folder: it is the inbox, and the others are inside it', () => {
  mkdirSync(join(root, 'drop'));
  expectAt(join(root, 'drop'), join(root, 'drop'), join(root, 'drop'));
});

test('a link to a folder is the folder: its sheets have one lock and one set of receipts', () => {
  mkdirSync(join(root, 'orders/inbox'), { recursive: true });
  symlinkSync(join(root, 'orders/inbox'), join(root, 'link'));
  expectAt(join(root, 'link'), join(root, 'orders/inbox'), join(root, 'orders'));
});

test.each(['nothing', 'file'])('what is no folder (%s) is told and not made', (what) => {
  if (what === 'file') writeFileSync(join(root, 'inbox'), '');
  expect(() => findDropFolder(join(root, 'inbox'))).toThrow(/there is no such folder/);
  expect(existsSync(join(root, 'working'))).toBe(false);
});

test('finding makes nothing; opening makes what is missing, with the rights of the inbox', () => {
  mkdirSync(join(root, 'inbox'));
  chmodSync(join(root, 'inbox'), 0o770);
  const folder = findDropFolder(join(root, 'inbox'));
  expect(readdirSync(root)).toEqual(['inbox']);
  openDropFolder(folder);
  expect(readdirSync(root).sort()).toEqual(['.sheetorder', 'attention', 'done', 'inbox', 'working']);
  for (const place of ['working', 'done', 'attention'] as const)
    expect(statSync(folder[place]).mode & 0o7777).toBe(0o770);
  expect(statSync(folder.own).mode & 0o777).toBe(0o700);
  openDropFolder(folder);
  expect(readdirSync(folder.inbox)).toEqual([]);
});

test('a file where a folder belongs is told', () => {
  mkdirSync(join(root, 'inbox'));
  writeFileSync(join(root, 'done'), '');
  expect(() => openDropFolder(findDropFolder(join(root, 'inbox')))).toThrow(/done cannot be used/);
});

test('a folder on another file system is told before anything is taken', (context) => {
  mkdirSync(join(root, 'inbox'));
  mkdirSync(join(root, 'done'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'none', join(root, 'done')], { timeout: 10_000 });
  if (mounted.status !== 0) return context.skip();
  try {
    expect(() => openDropFolder(findDropFolder(join(root, 'inbox')))).toThrow(/is on another file system/);
  } finally {
    spawnSync('umount', [join(root, 'done')]);
  }
});

test('a folder that takes no files is told before anything is taken', (context) => {
  mkdirSync(join(root, 'inbox'));
  openDropFolder(findDropFolder(join(root, 'inbox')));
  chmodSync(join(root, 'attention'), 0o500);
  // An administrator may write everywhere.
  if (process.getuid?.() === 0) {
    const held = spawnSync('chattr', ['+i', join(root, 'attention')]);
    if (held.status !== 0) return context.skip();
  }
  try {
    expect(() => openDropFolder(findDropFolder(join(root, 'inbox')))).toThrow(/attention cannot be used/);
  } finally {
    spawnSync('chattr', ['-i', join(root, 'attention')]);
    chmodSync(join(root, 'attention'), 0o700);
  }
});
