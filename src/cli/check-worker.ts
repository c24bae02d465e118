import { parentPort } from 'node:worker_threads';
import { FlatRows } from '../io/flat-csv/flat-rows.ts';
import { BriefWriter } from '../run/brief-text.ts';
import { checkRows } from '../run/check-rows.ts';
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
  const named = {
    starts,
    members,
    nameOf: (order: number) => rows.orderOf(members[starts[order] ?? 0] ?? 0) || (defaults.set.order ?? ''),
  };
  const input = { rows, numbered: named, columns, make, profiles: sources.config.logins, check: facts.context() };
  const orders = starts.length - 1;
  for (let part = Atomics.add(next, 0, 1); part * PART < orders; part = Atomics.add(next, 0, 1)) {
    const written = new BriefWriter();
    for (const { order, rowFindings } of checkRows(input, part * PART, Math.min(orders, (part + 1) * PART)))
      written.add(order, rowFindings);
    say({ part, briefs: written.text() });
  }
  say({ catalogues: facts.catalogueDigests() });
}

parentPort?.once('message', (job: PostedJob) => work(job, (text) => parentPort?.postMessage(text)));
