/** Which rows make which order, as numbers, so that a large sheet needs four bytes a row for it. */
export interface NumberedOrders {
  /** By order, in the order in which they first appear. */
  readonly names: readonly string[];
  /** The rows of order `i` are `members` from `starts[i]` up to `starts[i + 1]`, in the rows' own order. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  /** Rows without a name. */
  readonly unordered: readonly number[];
}

/** Rows with one name are one order, also when they are far apart; `nameOf` is asked once a row, in their order. */
export function numberOrders(rows: number, nameOf: (row: number) => string): NumberedOrders {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const sizes: number[] = [];
  const orderOf = new Uint32Array(rows);
  const unordered: number[] = [];
  let last = '';
  let number = 0;
  for (let row = 0; row < rows; row += 1) {
    const name = nameOf(row);
    if (name === '') {
      unordered.push(row);
      continue;
    }
    // Most rows belong to the order of the row above.
    if (name !== last) {
      const known = numbers.get(name);
      number = known ?? names.length + 1;
      if (known === undefined) {
        numbers.set(name, number);
        names.push(name);
        sizes.push(0);
      }
      last = name;
    }
    orderOf[row] = number;
    sizes[number - 1] = (sizes[number - 1] ?? 0) + 1;
  }
  return { names, ...inOrders(orderOf, sizes), unordered };
}

/** `orderOf` counts from 1; 0 is a row without a name. */
function inOrders(
  orderOf: Uint32Array,
  sizes: readonly number[],
): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const starts = sharedNumbers(sizes.length + 1);
  sizes.forEach((size, index) => {
    starts[index + 1] = (starts[index] ?? 0) + size;
  });
  const members = sharedNumbers(starts[sizes.length] ?? 0);
  const next = starts.slice();
  orderOf.forEach((order, row) => {
    if (order === 0) return;
    const at = next[order - 1] ?? 0;
    members[at] = row;
    next[order - 1] = at + 1;
  });
  return { starts, members };
}

/** In memory that other threads can read as it is. */
function sharedNumbers(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}
