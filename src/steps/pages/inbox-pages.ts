import type { RulePage } from '../../domain/rule.ts';
import { commandPage } from './command-page.ts';

/** Codes of `run`, which works through a folder of sheets. */
export const inboxPages: readonly RulePage[] = [
  commandPage('INBOX-MISSING', 'The folder of --inbox is not there', 'usage', {
    checks: 'That `--inbox` names a folder.',
    why: 'A folder that is made by mistake would stay empty for ever, and nobody would notice.',
    next: 'Make the folder, or correct its name.',
  }),
  commandPage('INBOX-DEVICES', 'The folders of a drop folder are on several file systems', 'usage', {
    checks: 'That inbox, working, done and attention are on one file system.',
    why: 'A sheet goes from one to the next by one rename, which cannot be half done; between file systems it would have to be copied.',
    next: 'Put the four folders on one file system: `working`, `done` and `attention` stand beside a folder named `inbox`, and inside any other.',
  }),
  commandPage('INBOX-NOT-WRITABLE', 'A folder of the drop folder cannot be used', 'usage', {
    checks:
      'That files can be made in inbox, working, done and attention, before any sheet is taken; and that the disk takes what is written there until the end.',
    why: 'Orders would be placed, and their results could not be written beside the sheet. What was sent stands in the ledger all the same.',
    next: 'Give the account that runs the command the right to write there, or make room on the disk.',
  }),
  commandPage('CONFIG-ELSEWHERE', 'A configuration above the inbox is not the one that is read', 'usage', {
    checks: 'That a `sheetorder.json` which stands above the drop folder is the one that the command reads.',
    why: 'A job that starts in another folder would buy without the budgets and profiles that were meant for these sheets.',
    next: 'Start the command in the folder of that configuration, or move the configuration to where it is meant to be.',
  }),
  commandPage('INBOX-DEADLY', 'A sheet ended several runs', 'guarded', {
    checks: 'Whether three runs in a row were killed while they worked on this sheet.',
    why: 'A sheet that brings each run down, by its size for one, would keep every other sheet from being handled.',
    next: 'Find out what killed the runs. Divide a very large sheet, or give the runs more memory or time, and move it back into the inbox; what was placed is recognised.',
  }),
  commandPage('INBOX-GROWING', 'A sheet was written to after it was taken', 'try_later', {
    checks: 'That a sheet is the same right before its orders are sent as when it was taken out of the inbox.',
    why: 'Whoever copies it has not finished, and half a sheet is other orders than the whole one.',
    next: 'Nothing: it goes back into the inbox, and the next run looks at it again. Copy sheets under another name, such as `may.csv.part`, and rename them when they are whole.',
  }),
  commandPage('INBOX-STUCK', 'A file of the inbox is never taken', 'try_later', {
    checks: 'That no file which `run` leaves alone has lain in the inbox for longer than `run.giveUpAfter` (a day).',
    why: 'Its orders are placed by nobody: it is marked as open by a program that is gone, stayed empty, is a link or a folder, or has a name that cannot be read.',
    next: 'Do what the note says of it: delete the mark, copy the sheet anew, or take the sheets out of the folder.',
  }),
  commandPage('INBOX-CANCELLED', 'A sheet would buy again what was cancelled', 'guarded', {
    checks: 'That no order which `run` would send was placed once and cancelled since.',
    why: 'A sheet that goes on by itself, or comes again corrected, still names the order, and nobody is there to ask.',
    next: 'Take the order out of the sheet and move the sheet back into the inbox. To order it again, say so: `sheetorder submit` with this sheet.',
  }),
  commandPage('INBOX-OTHER-ACCOUNT', 'A sheet was begun on another account', 'guarded', {
    checks: 'That the rest of a sheet is bought on the account on which an earlier run bought some of it.',
    why: 'On another account the same orders are new ones: another profile, organization or address would buy all of it once more.',
    next: 'Run it with what it began with, or move the sheet back into the inbox when that is so again. If all of it is wanted on the other account too, say so: `sheetorder submit` with this sheet.',
  }),
  commandPage('ACCOUNT-HELD', 'Nothing is sent to an account until a person has looked', 'halted', {
    checks:
      'Whether a payment failed at this account in an earlier run, or the vendor sold something else than was asked for, and a person has looked since.',
    why: 'The next sheet would meet the same card or the same mistake, and leave one more order that is wrong or not paid.',
    next: 'Do what the text in `attention` says, then delete it. The next run goes on.',
  }),
  commandPage('ACCOUNT-NOT-ASKED', 'An account could not be asked earlier in this run', 'try_later', {
    checks:
      'Whether an earlier sheet of the same run could not be sent because its account could not be read, or is in use.',
    why: 'Every further sheet would wait for the same silence.',
    next: 'Nothing: the sheet stays where it is, and the next run tries it.',
  }),
  commandPage('ACCOUNT-REFUSED', 'The vendor refused the key earlier in this run', 'halted', {
    checks: 'Whether the key of this account was refused for an earlier sheet of the same run.',
    why: 'It would be refused again, and some vendors block whoever goes on asking.',
    next: 'Correct the key. The sheet stays where it is, and the next run tries it.',
  }),
];
