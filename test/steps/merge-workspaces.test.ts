import { expect, test } from 'vitest';
import { mergeWorkspaces } from '../../src/steps/merge-workspaces.ts';

test('names are added, and what is known stays', () => {
  const seen = [
    { id: 'org_1', name: ' Acme ' },
    { id: 'org_2', name: 'Beta' },
  ];
  expect(mergeWorkspaces({ old: 'org_1' }, seen)).toEqual({
    names: { old: 'org_1', Acme: 'org_1', Beta: 'org_2' },
    nameless: [],
    changed: [],
  });
});

test('a name that is known with another id is told, and never changed', () => {
  const merged = mergeWorkspaces({ Acme: 'org_1' }, [{ id: 'org_9', name: 'Acme' }]);
  expect(merged.changed).toEqual([{ id: 'org_9', name: 'Acme' }]);
  expect(merged.names).toEqual({ Acme: 'org_1' });
});

test('what has no name of its own goes by its id', () => {
  const seen = [
    { id: 'org_1', name: 'Twin' },
    { id: 'org_2', name: 'Twin' },
    { id: 'org_3', name: '' },
    { id: 'org_4', name: 'org_1' },
    { id: 'org_5', name: 'org_5' },
  ];
  const { names, nameless } = mergeWorkspaces({}, seen);
  expect(names).toEqual({});
  expect(nameless.map(({ id }) => id)).toEqual(['org_1', 'org_2', 'org_3', 'org_4']);
});
