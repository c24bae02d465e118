import { inspect } from 'node:util';

/** Where a secret's text comes from: written out, an environment variable, or a file. */
export type SecretSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** What stands in every place where a secret would be printed. */
export const SECRET_MASK = '[secret]';

/** A password or login that no log, report, plan or ledger may hold: every way of printing it gives the mask. */
export class Secret {
  readonly #source: SecretSource;

  constructor(source: SecretSource) {
    this.#source = source;
  }

  /** Numbers secrets, the same for those of the same source; tells many apart without showing any. */
  static numbering(): (secret: Secret) => number {
    const known = new Map<string, number>();
    return (secret) => {
      const source = JSON.stringify(secret.#source);
      const number = known.get(source) ?? known.size;
      known.set(source, number);
      return number;
    };
  }

  /** The source itself; called from `io` alone, where requests are rendered and texts are covered. */
  reveal(): SecretSource {
    return this.#source;
  }

  /** True when both have the same source; tells two cells apart without showing either. */
  equals(other: Secret): boolean {
    return JSON.stringify(this.#source) === JSON.stringify(other.#source);
  }

  toString(): string {
    return SECRET_MASK;
  }

  toJSON(): string {
    return SECRET_MASK;
  }

  [inspect.custom](): string {
    return SECRET_MASK;
  }
}

/** Variables that a sheet may name; a sheet's author must not be able to send any other variable to a vendor. */
export const SHEET_SECRET_PREFIX = 'SHEETORDER_SECRET_';

/** Reads a cell or setting: `env:NAME` and `file:PATH` are references, everything else is the text itself. */
export function secretFrom(text: string, allow: 'sheet' | 'configuration'): Secret {
  if (text.startsWith('env:')) return new Secret({ kind: 'env', name: text.slice(4) });
  if (allow === 'configuration' && text.startsWith('file:')) return new Secret({ kind: 'file', path: text.slice(5) });
  return new Secret({ kind: 'text', text });
}
