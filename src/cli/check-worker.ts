import { parentPort, workerData } from 'node:worker_threads';
import { FlatRows } from '../io/flat-csv/flat-rows.ts';
import { checkBriefly } from '../run/check-rows.ts';
import { batchRows } from '../steps/batch-rows.ts';
import { attachedTo, draftMaker } from '../steps/group-rows.ts';
import { mappedAs } from '../steps/map-columns.ts';
import { CheckFacts } from './checking/facts.ts';
import { type FromThread, PART, type PostedJob } from './checking/job.ts';
import { groupDefaults } from './group-defaults.ts';

/** A thread of a large check: takes parts of the orders until none is left. It writes nothing and opens no connection. */
function work(job: PostedJob, say: (text: FromThread) => void): void {
  const { sources, starts, members, next, columns, findings } = job;
  const sheets = job.sheets.map((posted) =>
    mappedAs({ ...posted.table, rows: FlatRows.from(posted.rows) }, posted.columns),
  );
  const facts = new CheckFacts(sources);
  const defaults = groupDefaults(sources.flags);
  const rows = batchRows(sheets, []);
  const make = draftMaker(defaults, columns, attachedTo(findings));
  const named = { starts, members, nameOf: (order: number) => rows.orderOf(members[starts[order] ?? 0] ?? 0) };
  const input = { rows, numbered: named, columns, make, profiles: sources.config.logins, check: facts.context() };
  const orders = starts.length - 1;
  for (let part = Atomics.add(next, 0, 1); part * PART < orders; part = Atomics.add(next, 0, 1)) {
    const briefs = checkBriefly(input, part * PART, Math.min(orders, (part + 1) * PART));
    say({ part, briefs: JSON.stringify(briefs) });
  }
  say({ catalogues: facts.catalogueDigests() });
}

work(workerData, (text) => parentPort?.postMessage(text));
