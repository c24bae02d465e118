import { fieldsOf, payloadOf } from '../schema.ts';

const NAMES = ['name', 'domain', 'domainName'];
const FLAGS = ['available', 'isAvailable'];
const YES = /^available$/i;
const NO = /^(taken|unavailable|not[ _-]?available|registered)$/i;
const LISTS = ['domains', 'results', 'items'];

/**
 * Whether an answer to the search says that exactly this domain can be bought. The answer is not described, so only a plain
 * yes or no beside the whole name counts, and null stands for everything else.
 */
export function availabilityOf(domain: string, json: unknown): boolean | null {
  const payload = payloadOf(json);
  const said = rowsOf(payload)
    .map(fieldsOf)
    .filter((fields) => NAMES.some((name) => textOf(fields.get(name)) === domain))
    .map(saidBy);
  const [first = null] = said;
  // Two rows that differ say neither.
  return said.every((one) => one === first) ? first : null;
}

function rowsOf(payload: unknown): readonly unknown[] {
  if (Array.isArray(payload)) return payload;
  const fields = fieldsOf(payload);
  const list = LISTS.map((name) => fields.get(name)).find(Array.isArray);
  return Array.isArray(list) ? list : [payload];
}

function saidBy(fields: ReadonlyMap<string, unknown>): boolean | null {
  const words = FLAGS.map((name) => fields.get(name)).filter((value) => typeof value === 'boolean');
  const status = fields.get('status');
  const said = [...words, ...(typeof status === 'string' ? [ofStatus(status)] : [])];
  const [first = null] = said;
  return said.every((one) => one === first) ? first : null;
}

function ofStatus(status: string): boolean | null {
  if (YES.test(status.trim())) return true;
  return NO.test(status.trim()) ? false : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
