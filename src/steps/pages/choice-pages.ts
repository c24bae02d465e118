import type { RulePage } from '../../domain/rule.ts';
import { commandPage as page } from './command-page.ts';

/** What `explain` shows for codes about when orders are sent, and which. */
export const choicePages: readonly RulePage[] = [
  {
    code: 'GUARD-MAX-DURATION',
    title: 'Stopped by --max-duration',
    source: 'ours',
    sourceText: 'The way this program works, the same for every vendor.',
    checks:
      'Whether the time of `--max-duration` was over before the order was started. It counts from the beginning of the command, by how long the machine ran, so that setting its clock changes nothing.',
    why: 'A run that takes too long gets in the way of the next one, or of the people who watch it. What was begun is finished and read back.',
    next: 'Run the same command again; what was placed is not sent again.',
  },
  page('WHERE-NO-ORDER', '--where leaves no order', 'usage', {
    checks:
      'That at least one order of the sheets has one of the values that `--where` names, in each of its columns. Capitals and spaces around a value do not matter; `COLUMN=` stands for an empty cell.',
    why: 'A misspelt value would do nothing and end with 0, as if everything were placed.',
    next: 'The hint names the values that are there. Correct `--where`, or leave it out. Orders are chosen whole, and only after the sheets were grouped and checked as a whole.',
  }),
  page('NOT-BEFORE', 'It is too early', 'try_later', {
    checks:
      "That it is not earlier than `--not-before` says, by this machine's clock. A date stands for its first moment, a time of day for that time today, both in UTC.",
    why: 'Nothing is opened before that time: no connection and no new ledger. The sheets are read, so that results say how each order stands.',
    next: 'Run the same command again when it is time. What waits for a date needs no `--yes` to be told so.',
  }),
];
