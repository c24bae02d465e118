/** The typed library: what the commands are made of, in the order in which a batch uses it. */

export { Composition } from './cli/compose.ts';
export type { Env } from './cli/environment.ts';
export { EXIT, type ExitCode, type ExitEvents, exitCodeFor } from './cli/exit-codes.ts';
export type { Flags } from './cli/options.ts';
export { runCommandLine } from './cli/run-command-line.ts';
export type { SharedHands } from './cli/shared-hands.ts';
export { type CollectingTerminal, collectingTerminal } from './cli/terminal/collecting-terminal.ts';
export type { Painted, Terminal } from './cli/terminal/terminal.ts';
export type { Budget } from './domain/budget.ts';
export type { Catalogue, Package } from './domain/catalogue.ts';
export type { CheckedOrder } from './domain/checked-order.ts';
export { COLUMNS } from './domain/columns.ts';
export { Deadline } from './domain/deadline.ts';
export type { OrderDraft } from './domain/draft.ts';
export {
  GuardError,
  LedgerError,
  SheetError,
  SheetorderError,
  StalePlanError,
  TryLaterError,
  UsageError,
} from './domain/errors.ts';
export type { Finding, Severity } from './domain/finding.ts';
export { accountId, markerOf, orderKey, shortKey } from './domain/identity.ts';
export type { LedgerEntry } from './domain/ledger-entry.ts';
export { transition } from './domain/life-cycle.ts';
export type { Money } from './domain/money.ts';
export type { OnlineFacts, OnlineFindings, OnlineReading } from './domain/online.ts';
export type { OrderBook, OrderRecord } from './domain/order-book.ts';
export type { BatchReport, Outcome } from './domain/outcome.ts';
export type { Plan, PlannedOrder } from './domain/plan.ts';
export type { Clock, Ledger, Locks, Redactor, RunEvent, RunLog, Transport } from './domain/ports.ts';
export type { RulePage } from './domain/rule.ts';
export { IS_PLACED, STATUSES, type Status } from './domain/status.ts';
export type { Operation, Vendor } from './domain/vendor.ts';
export { writeAtomic } from './io/atomic-write.ts';
export { readSheet, readSheets, type SheetOptions } from './io/read-sheet.ts';
export { makeRedactor } from './io/redactor.ts';
export { backupLedger, exportLines } from './io/sqlite/backup.ts';
export { openLedger } from './io/sqlite/ledger.ts';
export { sqliteLocks } from './io/sqlite/locks.ts';
export { readEntries, restoreLedger } from './io/sqlite/rebuild.ts';
export { systemClock } from './io/system-clock.ts';
export { undiciTransport } from './io/undici-transport.ts';
export { csvText } from './io/write-results.ts';
export { EVENT_SCHEMA, eventsJsonSchema, type JsonEvent } from './report/events-schema.ts';
export { coveredReport, REPORT_ENDINGS, renderReport } from './report/index.ts';
export { type JsonReport, REPORT_SCHEMA, reportJsonSchema } from './report/json-schema.ts';
export { RUN_SCHEMA, type RunJson, runJsonSchema } from './report/run-schema.ts';
export { type Execution, executePlan } from './run/execute-plan.ts';
export { followOrders } from './run/follow-orders.ts';
export { type LookUpPorts, LookUps, toLookUp } from './run/look-ups.ts';
export type { RunOptions, RunPorts } from './run/ports.ts';
export { type BatchInput, type PreparedBatch, prepareBatch } from './run/prepare-batch.ts';
export { rebuildOrders } from './run/rebuild-orders.ts';
export { reconcileOrders } from './run/reconcile-orders.ts';
export { resolveOrder } from './run/resolve-order.ts';
export { audit } from './sandbox/audit.ts';
export { FAULTS, type FaultName } from './sandbox/faults.ts';
export type { Sandbox, SandboxOptions, SoldOrder } from './sandbox/sandbox.ts';
export { startSandbox } from './sandbox/start-sandbox.ts';
export { annotatedRows } from './steps/annotate-rows.ts';
export { decideAgain, decideSend } from './steps/decide-send.ts';
export { makePlan } from './steps/make-plan.ts';
export { replayLedger } from './steps/replay-ledger.ts';
export { RESULT_COLUMNS, resultRows } from './steps/result-rows.ts';
export { settleOutcomes } from './steps/settle-outcomes.ts';
export { vendors } from './vendors/index.ts';
