import type { Kind, Row, Wanted } from './goods.ts';
import { sheetBytes } from './goods.ts';
import { digestOf } from './place.ts';

/** One content that a person dropped. */
export interface Content {
  readonly digest: string;
  readonly bytes: Buffer;
  readonly orders: readonly Wanted[];
  /** Orders that are written wrong in it. */
  readonly wrong: ReadonlySet<string>;
  readonly rows: readonly Row[];
  readonly kind: Kind | 'none';
  /** Files with this content that were dropped and not taken away by a person. */
  files: number;
  /** Why it is no sheet that could be read; null for one that is. */
  readonly unreadable: string | null;
}

/** What people dropped and want, kept apart from all that the program keeps. */
export class Books {
  readonly contents = new Map<string, Content>();
  readonly wanted = new Map<string, Wanted>();
  /** Name of the order by what is sold with it. */
  readonly owners = new Map<string, string>();
  serial = 0;

  readonly knows = (digest: string): boolean => this.contents.has(digest);

  /** A sheet with these orders, those in `wrong` as they are written before a person corrects them. */
  sheet(orders: readonly Wanted[], rows: readonly Row[], kind: Kind, wrong: ReadonlySet<string>): Content {
    for (const order of orders) {
      this.wanted.set(order.name, order);
      for (const thing of order.things) this.owners.set(thing, order.name);
    }
    return this.#keep({ bytes: sheetBytes(rows, kind), orders, wrong, rows, kind, unreadable: null });
  }

  /** The same orders and rows in other bytes. */
  again({ orders, wrong, rows }: Content, bytes: Buffer): Content {
    return this.#keep({ bytes, orders, wrong, rows, kind: 'csv', unreadable: null });
  }

  noSheet(bytes: Buffer, unreadable: string): Content {
    return this.#keep({ bytes, orders: [], wrong: new Set(), rows: [], kind: 'none', unreadable });
  }

  #keep(content: Omit<Content, 'digest' | 'files'>): Content {
    const digest = digestOf(content.bytes);
    const kept = this.contents.get(digest) ?? { ...content, digest, files: 0 };
    this.contents.set(digest, kept);
    return kept;
  }
}

/** The rows of these orders in the order in which a person wrote them. */
export function rowsFor(orders: readonly Wanted[], wrong: ReadonlySet<string>): readonly Row[] {
  return orders.flatMap((order) => (wrong.has(order.name) && order.wrong ? order.wrong : order.rows));
}
