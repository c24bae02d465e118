import type { RulePage } from '../../domain/rule.ts';
import { commandPage } from './command-page.ts';

/** What `explain` shows for every code about telling other programs how a run ended. */
export const hookPages: readonly RulePage[] = [
  commandPage('HOOK-URL-WRONG', 'An address that cannot be called', 'usage', {
    checks: 'That `--ping`, and `run.onAttention.url` of sheetorder.json, are web addresses without a login.',
    why: 'A watchman that cannot be told anything would be missed only when he is needed. What was refused is not repeated, because the path of such an address is its key.',
    next: 'Copy the address whole from the service; it looks like https://checks.example/ping/KEY.',
  }),
  note('PING-FAILED', 'The heartbeat could not be told', {
    checks: 'Whether the service of `--ping` took what it was told of the start and the end of a run.',
    why: 'It was asked three times, ten seconds each, and did not answer, refused, or knows no such check. The run and its exit code are as they would be without it, but the service may raise a false alarm.',
    next: 'Open the address of `--ping` in a browser on the same machine. `it knows no such check` means that the key in it is wrong.',
  }),
  note('ATTENTION-HOOK-FAILED', 'Nobody could be told that a sheet needs a person', {
    checks:
      'Whether the address took the message, and the command of `run.onAttention` ended with 0 within 30 seconds.',
    why: 'The sheet lies in attention/ all the same, with a file beside it that says what to do; nobody was told.',
    next: 'Start the command by hand with a line of JSON on its input, or look at the address that the note names.',
  }),
  commandPage('METRICS-NOT-OURS', 'A file of metrics of another program', 'usage', {
    checks: 'That the file of `--metrics`, where it is there already, was written by an earlier run.',
    why: 'It is replaced as a whole at the end of each run, so that what another program wrote there would be gone.',
    next: 'Name a file of its own for each inbox, such as sheetorder-orders.prom.',
  }),
  note('METRICS-NOT-WRITTEN', 'The file of --metrics could not be written', {
    checks: 'Whether the file could be written when the run was over; before the first spend it could.',
    why: 'The disk filled up, or the folder went away meanwhile. What the collector reads is of an earlier run.',
    next: 'Make room, or give the folder back to the user that runs `sheetorder`. An alert on the age of sheetorder_last_run_timestamp_seconds finds this by itself.',
  }),
];

/** A note changes no exit code. */
function note(code: string, title: string, text: Pick<RulePage, 'checks' | 'why' | 'next'>): RulePage {
  return { code, title, source: 'ours', sourceText: 'The way this program works.', ...text };
}
