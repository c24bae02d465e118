import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDropFolder, openDropFolder } from '../../../src/io/drop-folder/layout.ts';
import { Shelf } from '../../../src/io/drop-folder/shelf.ts';

describe('a sheet that goes on by itself', () => {
  // An interrupted run, a vendor that went away, a budget that is used up: each leaves its sheet in `working`.
  test('stays in `working`, where it is already', () => {
    const inbox = join(mkdtempSync(join(tmpdir(), 'shelf-')), 'inbox');
    mkdirSync(inbox);
    const folder = findDropFolder(inbox);
    openDropFolder(folder);
    writeFileSync(join(inbox, 'may.csv'), 'domain\nalpha.example\n');
    const shelf = new Shelf(folder);
    const sheet = shelf.take('may.csv');
    expect(sheet?.name).toBe('may.csv');
    expect(() => sheet && shelf.put(sheet, 'working')).not.toThrow();
    expect(readdirSync(folder.working)).toEqual(['may.csv']);
  });
});
