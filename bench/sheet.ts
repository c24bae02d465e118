import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';

/** A sheet of good orders, as a bench asks for it. */
export interface SheetShape {
  readonly rows: number;
  /** Rows of each order, two for a domain. */
  readonly rowsOfEach: number;
  /** The rows of an order are spread over the whole sheet instead of standing together. */
  readonly apart?: boolean;
  /** Begins the names of orders and domains. */
  readonly stem?: string;
}

const HEADER = 'order,client,organization_id,domain_source,domain,mailbox_type,redirect,alias,first_name,last_name';
const FIRST = ['Ada', 'Grace', 'Linus', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Alan'];
const LAST = ['Sample', 'Example', 'Testman', 'Placeholder', 'Muster', 'Beispiel'];
const CHUNK = 2 ** 20;
const ORGANIZATION = 'org_bench';

/** Writes the sheet and returns its size in bytes. The rows divide evenly into orders, or it throws. */
export function writeSheet(path: string, shape: SheetShape): number {
  const orders = ordersOf(shape);
  const fd = openSync(path, 'w', 0o600);
  let text = `${HEADER}\r\n`;
  for (let row = 0; row < shape.rows; row += 1) {
    const order = shape.apart ? row % orders : Math.floor(row / shape.rowsOfEach);
    text += rowOf(order, shape.apart ? Math.floor(row / orders) : row % shape.rowsOfEach, shape);
    if (text.length < CHUNK) continue;
    writeSync(fd, text);
    text = '';
  }
  writeSync(fd, text);
  closeSync(fd);
  return statSync(path).size;
}

export function ordersOf({ rows, rowsOfEach }: SheetShape): number {
  if (rows % rowsOfEach !== 0) throw new Error(`${rows} rows are not whole orders of ${rowsOfEach}`);
  return rows / rowsOfEach;
}

/** Throws unless the results file has one line for each order, in the sheet's order, and each is ready. */
export function expectReady(results: string, shape: SheetShape): void {
  const lines = readFileSync(results).toString('latin1').split('\r\n');
  const orders = ordersOf(shape);
  for (let order = 0; order < orders; order += 1) {
    const line = lines[order + 1] ?? '';
    if (!line.startsWith(`${nameOf(order, shape)},ready,`))
      throw new Error(`order ${order} should be ready, and the results say: ${line.slice(0, 300)}`);
  }
  if (lines[orders + 1] !== '') throw new Error(`the results have ${lines.length - 2} lines for ${orders} orders`);
}

function rowOf(order: number, at: number, shape: SheetShape): string {
  const first = FIRST[(order + at) % FIRST.length] ?? '';
  const last = LAST[(order + (at >> 1)) % LAST.length] ?? '';
  const client = order % 500;
  const domain = `${shape.stem ?? 'outreach'}-team-${String(order).padStart(6, '0')}-${at >> 1}.example`;
  const person = `${first.toLowerCase()}.${last.toLowerCase()}${at % 2},${first},${last}`;
  const name = nameOf(order, shape);
  return `${name},client-${client},${ORGANIZATION},scaledmail,${domain},google,https://www.company-${client}.example/welcome,${person}\r\n`;
}

function nameOf(order: number, { stem = 'campaign' }: SheetShape): string {
  return `${stem}-2026-${String(order).padStart(6, '0')}`;
}
