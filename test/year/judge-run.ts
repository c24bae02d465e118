import type { SoldOrder } from '../../src/sandbox/sandbox.ts';
import type { Books } from './books.ts';
import { type Found, rowsOf } from './place.ts';

/** What a vendor sold in a run although a text that holds its account lay there all the time. */
export function soldWhileHeld(
  before: readonly Found[],
  after: readonly Found[],
  news: readonly SoldOrder[],
): readonly string[] {
  const kept = before.filter((one) => one.kind === 'hold' && after.some(({ path }) => path === one.path));
  return kept.flatMap(({ name }) =>
    news
      .filter(({ vendor = 'scaledmail' }) => name.startsWith(`payment-${vendor}-`))
      .map(({ id, domains }) => `${id} (${domains.join(', ')}) was sold while ${name} lay there`),
  );
}

/** Sheets whose content was done before, and which did not get the first receipt: docs/cron.md. */
export function otherReceipts(
  before: readonly Found[],
  after: readonly Found[],
  since: number,
  books: Books,
): readonly string[] {
  const wasDone = new Set(
    before.filter(({ kind, place }) => kind === 'sheet' && place === 'done').map(({ digest }) => digest),
  );
  return after.flatMap((sheet) => {
    if (sheet.kind !== 'sheet' || !wasDone.has(sheet.digest) || books.contents.get(sheet.digest)?.unreadable !== null)
      return [];
    const told = after.find(
      (one) =>
        one.kind === 'beside' && one.place === sheet.place && one.base === sheet.base && one.ending === '.results.csv',
    );
    if (!told || told.writtenAt < since) return [];
    const again = rowsOf(told.path).filter(({ status }) => status === 'already_placed');
    const texts = again.map(({ order }) => `${order} is already_placed, not as the first receipt has it`);
    return sheet.place === 'done' ? texts : [...texts, `${sheet.place}/${sheet.name} was done before`];
  });
}

/** Orders of this run whose card was refused, and no text that holds their account. */
export function missingHolds(after: readonly Found[], since: number, news: readonly SoldOrder[]): readonly string[] {
  const ids = new Set(news.filter(({ vendor }) => vendor === undefined).map(({ id }) => id));
  const isHeld = after.some(({ kind, name }) => kind === 'hold' && name.startsWith('payment-scaledmail-'));
  if (isHeld) return [];
  const told = after.filter(
    ({ kind, ending, writtenAt }) => kind === 'beside' && ending === '.results.csv' && writtenAt >= since,
  );
  return told
    .flatMap(({ path }) => rowsOf(path))
    .filter(({ status, order_id: id }) => status === 'payment_pending' && ids.has(id ?? ''))
    .map(({ order }) => `the card was refused for ${order}, and its account is not held`);
}
