// A dry run without a command line: sheets to checked orders to a plan, as objects. Nothing is sent, and no file is written.
import { Composition } from 'sheetorder';

// The names of flags, without the dashes. Twins such as SHEETORDER_LEDGER are read by the command line alone: name the ledger here.
const flags = { sheets: process.argv.slice(2), ledger: './ledger.sqlite', sandbox: true };
const composition = new Composition(flags, process.env);
try {
  const batch = composition.prepare();
  const plan = batch.plan(composition.existingLedger());
  const findings = [...plan.sheetFindings, ...plan.orders.flatMap((planned) => planned.findings)];
  for (const { severity, code, message, fix = '' } of findings)
    console.log(composition.redactor.cover(`${severity} ${code}: ${message} ${fix}`));
  // `send`, `keep` (the ledger has it), `reject` or `skip`, and what would be sent where.
  for (const { order, action } of plan.orders)
    console.log(order.draft.name, action.do, order.payload?.request.path ?? '');
} finally {
  await composition.close();
}
