import type { RulePage } from '../../domain/rule.ts';
import { commandPage as page } from './command-page.ts';

const TWICE = 'The ledger is what keeps an order from being bought twice';

/** What `explain` shows for every code about the ledger, its copies, and what a person says of an order. */
export const ledgerPages: readonly RulePage[] = [
  page('LEDGER-LOST', 'The ledger is gone', 'ledger', {
    checks: 'That the ledger is there when its witness is.',
    why: `${TWICE}, so nothing is sent without it.`,
    next: 'Run `sheetorder ledger restore`, which builds it anew from the witness, or name a backup.',
  }),
  page('LEDGER-NEWER', 'The ledger was written by a newer version', 'ledger', {
    checks: 'The version of the ledger file.',
    why: 'An older program could misread what a newer one wrote.',
    next: 'Update sheetorder on this machine.',
  }),
  page('LEDGER-DAMAGED', 'The memory contradicts itself', 'ledger', {
    checks:
      'Before anything is sent: that the file is whole, and that the orders of the sheets are indexed as their entries tell. `ledger verify` looks at all of it.',
    why: 'Sending on the word of a damaged memory could buy an order twice.',
    next: 'Run `sheetorder ledger verify`; put the ledger back with `sheetorder ledger restore`, from its witness or a backup.',
  }),
  page('LEDGER-STEP', 'A step that cannot follow', 'ledger', {
    checks: 'That each entry of an order can follow from the one before it.',
    why: 'An order that is placed cannot leave again; where the ledger says so, it is damaged or was written by two programs.',
    next: 'Run `sheetorder ledger verify`. Send nothing until it is clean.',
  }),
  page('LEDGER-UNUSABLE', 'The ledger cannot be read or written', 'ledger', {
    checks: 'That the file can be opened, read and written.',
    why: `${TWICE}, so nothing is sent that it cannot keep.`,
    next: 'Make room on the disk and check who may read and write the file, then run `sheetorder ledger verify`.',
  }),
  page('LEDGER-FOREIGN', 'A database that is no ledger', 'ledger', {
    checks: 'That the file of `--ledger` was made by this program.',
    why: 'Writing into the database of another program would harm it.',
    next: 'Choose another file with `--ledger PATH`, or put the ledger back from a backup.',
  }),
  page('LEDGER-FOLDER', 'A folder that cannot be made', 'usage', {
    checks: 'That the folder for the ledger is there or can be made.',
    why: 'Without a ledger nothing may be sent.',
    next: 'Choose another with `--ledger PATH`.',
  }),
  page('LEDGER-NETWORK', 'A ledger on a network disk', 'usage', {
    checks:
      'That ledger, witness and locks are not on a network file system or in a folder that a virtual machine shares, also by a link.',
    why: 'Locks are not to be relied on there, so two machines could send the same order.',
    next: 'Keep the ledger on a local disk: `--ledger PATH`.',
  }),
  page('LEDGER-BUSY', 'The ledger is in use', 'try_later', {
    checks: 'That an entry can be written within five seconds.',
    why: 'Another process is writing. What this run sent before is in the ledger.',
    next: 'Run the same command again in a moment.',
  }),
  page('LEDGER-ROLLED-BACK', 'The ledger is older than its witness', 'ledger', {
    checks: 'That the ledger has every entry its witness saw; a copy that was put back lacks the newest orders.',
    why: 'Orders that an older copy does not know would be bought again.',
    next: 'Put the newest ledger back, or run `sheetorder ledger restore FILE`, which adds to a backup what the witness has beyond it.',
  }),
  page('LOCKED', 'Another run is sending on this account', 'try_later', {
    checks: 'That only one run at a time sends to a vendor account.',
    why: 'Two runs could read the same state and send the same order.',
    next: 'Run the same command again when it has ended, or wait with `--lock-wait 10m`.',
  }),
  page('INBOX-LOCKED', 'Another run is at work in this folder', 'try_later', {
    checks: 'That only one `run` at a time takes sheets from a folder.',
    why: 'Two runs could take the same sheet, and move it away from each other.',
    next: 'Nothing: the other run goes on. The message names it; run again when it has ended, or wait with `--lock-wait 10m`.',
  }),
  page('LOCK-UNUSABLE', 'A lock file that cannot be used', 'ledger', {
    checks: 'That the lock beside the ledger, or in the folder of `run`, can be opened and held.',
    why: 'Without it two runs could send the same order.',
    next: 'Check the disk. When no other run is going on, move the file away that the message names, and run the same command again.',
  }),
  page('RESTORE-SOURCE', 'Nothing to restore a ledger from', 'usage', {
    checks: 'That the file is a backup, an export or a witness of a ledger, with every entry from the first one on.',
    why: 'A ledger with gaps would not know what was bought.',
    next: 'Name a backup of `sheetorder ledger backup`; without any copy, `sheetorder reconcile SHEET --rebuild`.',
  }),
  page('RESTORE-WITNESS', 'A damaged witness', 'usage', {
    checks: 'That the witness beside the ledger can be read, entry by entry.',
    why: 'It is held against what is restored; unread, it would guard nothing.',
    next: 'When the ledger is whole, or a backup is at hand, move the witness away and run the same command again.',
  }),
  page('RESTORE-OTHER', 'A copy of another ledger', 'ledger', {
    checks: 'That the copy and the witness beside the ledger carry the same name.',
    why: 'Put in its place, it would not know what was bought with the one that was there.',
    next: 'Restore the copy under another name with `--ledger PATH`.',
  }),
  page('RESTORE-DIFFERS', 'A copy that went its own way', 'ledger', {
    checks: 'That the copy and the witness tell the same entries as far as both go.',
    why: 'Both have orders that the other does not know, and either alone would forget some.',
    next: 'Keep both files, and find out which run wrote to a copy of the ledger.',
  }),
  page('RESTORE-UNSOUND', 'A copy that contradicts itself', 'ledger', {
    checks: 'That what was put together is a ledger whose entries follow from one another.',
    why: 'A memory that contradicts itself must not be sent on. What was there is unchanged.',
    next: 'Try another backup.',
  }),
  page('RESOLVE-KEY', 'No order with that key, or several', 'usage', {
    checks: 'That the key or order id, or at least 8 characters of the key, names exactly one order of the ledger.',
    why: 'What is said of an order must not be written down for another one.',
    next: 'Copy it from the results or from `sheetorder ledger list`.',
  }),
  page('RESOLVE-ACCOUNT', 'An order of another account', 'usage', {
    checks: 'That the order was sent to the account and the address this command speaks to.',
    why: 'Before it is called not placed, the vendor that has it must be asked.',
    next: 'Give the `--profile`, `--base-url` or `--sandbox` that it was ordered with.',
  }),
  page('RESOLVE-STATE', 'A statement that does not fit', 'usage', {
    checks: 'That what is said can follow from how the order stands, and that an order id has one order.',
    why: 'The ledger would contradict itself.',
    next: 'See how the order stands with `sheetorder explain KEY`.',
  }),
  page('RESOLVE-NOTE', 'A statement without a reason', 'usage', {
    checks: 'That `--note` says how you know.',
    why: 'The statement may let an order be sent again, and later somebody will ask why.',
    next: 'Add `--note "seen in the app"`, or whatever it was.',
  }),
  page('RESOLVE-FOUND', 'The vendor has the order after all', 'guarded', {
    checks: 'By a read-back, before an order is called not placed.',
    why: 'It would be bought a second time.',
    next: 'Nothing: it is kept as placed.',
  }),
  page('RESOLVE-UNREAD', 'The read-back failed', 'try_later', {
    checks: 'That the vendor can be asked before an order is called not placed.',
    why: 'An order that the vendor has would be bought a second time. Nothing was changed.',
    next: 'Run the same command again later.',
  }),
];
