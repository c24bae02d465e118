import { UsageError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';

/** What looks like a key; a word such as `healthchecks`, or a name that a person chose, must not be covered elsewhere. */
const KEY = /^(?=.*\d)[\w-]{20,}$/;

/**
 * The address of a hook; http is allowed, because nothing secret is sent there. Throws UsageError, and repeats nothing
 * of what it refuses: the path of such an address is the key to it.
 */
export function hookUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new UsageError(
      `${name} is not an address that can be called.`,
      'Write it whole, like https://checks.example/ping/KEY.',
      'HOOK-URL-WRONG',
    );
  if (url.username || url.password)
    throw new UsageError(
      `${name} has a login in it (at ${url.host}).`,
      'Leave the login out; such services know a caller by the path.',
      'HOOK-URL-WRONG',
    );
  url.hash = '';
  return url;
}

/** What in such an address opens it, for the redactor. */
export function hookSecrets(url: URL): readonly Secret[] {
  const parts = [...url.pathname.split('/'), ...url.search.slice(1).split(/[&=]/)];
  return parts.filter((part) => KEY.test(part)).map((text) => new Secret({ kind: 'text', text }));
}
