import { expect, test } from 'vitest';
import { aboutRun, lockSelf } from '../../src/cli/about-run.ts';

test('says the command and the sheets by their names', () => {
  expect(aboutRun('submit', ['a/may.csv', 'june.csv'], []).doing).toBe('submit may.csv and june.csv');
  expect(aboutRun('reconcile', [], []).doing).toBe('reconcile');
});

test('what could be a secret or somebody’s data is left out of the command line', () => {
  const words = ['submit', 'may.csv', '--set', 'first_name=Ada', '--set=last_name=Sample', '--note', 'a secret'];
  const more = ['--ping', 'https://ping.example/uuid-1', '--ping=https://ping.example/uuid-2', '--rate', '2/s'];
  const urls = ['--base-url', 'https://ada:pw@vendor.example/api/token', '--ledger=postgres://u:pw@db.example/x'];
  const { command } = aboutRun('submit', [], [...words, ...more, ...urls]);
  expect(command).toBe(
    'submit may.csv --set … --set=… --note … --ping … --ping=… --rate 2/s --base-url https://vendor.example --ledger=postgres://db.example',
  );
});

test('a secret that is known only later is covered as well', () => {
  const known: string[] = [];
  const self = lockSelf({ doing: '', command: 'check key-123.csv' }, (text) =>
    known.reduce((covered, secret) => covered.replaceAll(secret, '***'), text),
  );
  known.push('key-123');
  expect({ ...self }.command).toBe('check ***.csv');
});
