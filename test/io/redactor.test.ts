import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayComeLater } from '../../src/cli/environment.ts';
import { Secret } from '../../src/domain/secret.ts';
import { makeRedactor } from '../../src/io/redactor.ts';

const textOf = (secret: Secret): string | null => {
  const source = secret.reveal();
  return source.kind === 'text' ? source.text : null;
};

function redactorFor(...texts: readonly string[]) {
  const redactor = makeRedactor(textOf);
  for (const text of texts) redactor.add(new Secret({ kind: 'text', text }));
  return redactor;
}

describe('covering secrets', () => {
  test('in every spelling', () => {
    const secret = 'p&ss "w/rd" é\\+1';
    const { cover } = redactorFor(secret);
    const spellings = [
      secret,
      JSON.stringify(secret),
      JSON.stringify(JSON.stringify({ a: secret })),
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      new URLSearchParams({ a: secret }).toString(),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      JSON.stringify(secret).replaceAll('/', '\\/').replaceAll('é', '\\u00e9'),
      'p&amp;ss &quot;w/rd&quot; é\\+1',
    ];
    for (const spelling of spellings) expect(cover(`<${spelling}>`), spelling).toMatch(/^<"?.*\[secret\].*"?>$/);
    for (const spelling of spellings) expect(cover(spelling)).not.toMatch(/w.{0,3}rd|cCZz/i);
  });

  test('inside a longer base64 text, wherever it starts', () => {
    const { cover } = redactorFor('correct horse battery');
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const covered = cover(`Basic ${Buffer.from(`${user}:correct horse battery`).toString('base64')}`);
      expect(Buffer.from(covered.replace('[secret]', ' ').slice(6), 'base64').toString()).not.toMatch(/orre|hors|atte/);
      expect(covered).toContain('[secret]');
    }
  });

  test('longest first, and no end of an overlapping one is left over', () => {
    expect(redactorFor('open', 'open sesame').cover('say open sesame, open')).toBe('say [secret], [secret]');
    expect(redactorFor('abcd', 'cdefgh').cover('abcdefgh')).toBe('[secret]');
    expect(redactorFor('abab').cover('xababab')).toBe('x[secret]');
    expect(redactorFor('abcd').cover('abcdabcd')).toBe('[secret][secret]');
  });

  test('covering twice changes nothing, even when a secret is the word itself', () => {
    const { cover } = redactorFor('secret', 'hunter22');
    const once = cover('the secret is hunter22');
    expect(once).toBe('the [secret] is [secret]');
    expect(cover(once)).toBe(once);
  });

  test('a variable that is not set is asked for once, however many texts are covered; a file that is missing, again', () => {
    const asked: string[] = [];
    const files = new Map<string, string>();
    const { add, cover } = makeRedactor((secret) => {
      const source = secret.reveal();
      asked.push(source.kind);
      return source.kind === 'file' ? (files.get(source.path) ?? null) : null;
    }, mayComeLater);
    for (let index = 0; index < 5; index += 1) add(new Secret({ kind: 'env', name: `SHEETORDER_SECRET_${index}` }));
    add(new Secret({ kind: 'file', path: 'login' }));
    expect(cover('hunter22')).toBe('hunter22');
    files.set('login', 'hunter22');
    expect(cover('hunter22')).toBe('[secret]');
    expect(asked.filter((kind) => kind === 'env')).toHaveLength(5);
  });

  test('many in one long text, in about the time that each takes', () => {
    const { cover } = redactorFor('hunter22');
    const text = 'hunter22 and much else. '.repeat(60_000);
    const start = performance.now();
    expect(cover(text)).toBe('[secret] and much else. '.repeat(60_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('a short one only as a whole quoted string, and never as the name of a field', () => {
    const { cover } = redactorFor('id', 'x');
    expect(cover('{"id":"id","note":"idle","x" : "x"}')).toBe('{"id":"[secret]","note":"idle","x" : "[secret]"}');
    expect(cover(JSON.stringify({ body: '{"a":"id"}' }))).toBe('{"body":"{\\"a\\":\\"[secret]\\"}"}');
    expect(cover('id x')).toBe('id x');
  });

  test('an empty secret covers nothing, and one without a text yet is asked for again', () => {
    expect(redactorFor('').cover('"" a')).toBe('"" a');
    let text: string | null = null;
    const redactor = makeRedactor(() => text);
    redactor.add(new Secret({ kind: 'env', name: 'SHEETORDER_SECRET_A' }));
    expect(redactor.cover('hunter22')).toBe('hunter22');
    text = 'hunter22';
    expect(redactor.cover('hunter22')).toBe('[secret]');
  });

  test('no secret is left in any text that holds it', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', '"', '\\', 'é', '😀', '/', ' '),
      minLength: 4,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.string(), (secrets, around) => {
        const covered = redactorFor(...secrets).cover(secrets.map((one) => around + one).join(''));
        for (const secret of secrets) expect(covered.replaceAll('[secret]', '\u0000')).not.toContain(secret);
      }),
    );
  });

  test('many secrets do not make it slow', () => {
    const { cover } = redactorFor(...Array.from({ length: 5000 }, (_, index) => `password-${index}`));
    const body = 'a password-77 in a long text. '.repeat(2000);
    const started = performance.now();
    expect(cover(body)).not.toContain('password-77');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
