import { FAULTS } from '../../../sandbox/fault-names.ts';
import { FLAGS, type FlagName } from '../../flags.ts';
import { type Command, INPUT, TALK, WHERE } from '../command.ts';

/** The memory: what was done, whether it can be trusted, and copies of it. */
export const ledger: Command = {
  usage: 'ledger <action> [file]',
  describe: 'list, verify, export, backup FILE, restore [FILE]: the memory of what was ordered, and copies of it.',
  flags: [...WHERE, 'output', 'json', ...TALK],
  examples: [
    ['$0 ledger list', 'every order, with its state, key and id'],
    ['$0 ledger verify', 'exit 6 when the ledger must not be trusted'],
    ['$0 ledger backup ledger-backup.sqlite', 'a whole copy, also while a run is going on'],
    ['$0 ledger restore ledger-backup.sqlite', 'put it back, with what only the witness has since'],
    ['$0 ledger export --output ledger.ndjson', 'every entry as a line of JSON'],
  ],
  load: async () => (await import('../ledger.ts')).runLedger,
};

/** Looks whether everything is in place for a run, and changes nothing. */
export const doctor: Command = {
  usage: 'doctor',
  describe: 'Looks at keys, clock, permissions, ledger, locks and catalogue, and says what to do. Changes nothing.',
  flags: ['online', 'inbox', ...WHERE, 'json', ...TALK],
  examples: [
    ['$0 doctor', 'everything on this machine'],
    ['$0 doctor --online', 'asks each vendor too, with one cheap read: key, organization, clock'],
    ['$0 doctor --inbox orders/inbox --quiet', 'for cron: says something only where a person is needed'],
  ],
  load: async () => (await import('../doctor.ts')).runDoctor,
};

/** Runs the operator's own sheet against the stand-in vendors, kills it again and again, and counts what came of it. */
export const drill: Command = {
  usage: 'drill <sheets..>',
  describe: 'Your own sheet against a stand-in vendor with faults and crashes: is anything bought twice, or lost?',
  flags: [...INPUT, 'crashes', 'fault', 'fault-rate', 'seed', 'concurrency', 'profile', 'env-file', 'json', ...TALK],
  examples: [
    ['$0 drill may.csv', 'every fault, five crashes; no account and no money'],
    ['$0 drill may.csv --crashes 20 --fault-rate 0.8 --seed 7', 'harder, and otherwise'],
  ],
  load: async () => (await import('../drill.ts')).runDrill,
};

/** The stand-in vendors, for as long as the command runs. */
export const sandbox: Command = {
  usage: 'sandbox',
  describe: `A stand-in for each vendor on this machine. Faults: ${FAULTS.map((fault) => fault.name).join(', ')}.`,
  flags: ['port', 'fault', 'fault-rate', 'rate', 'seed', 'record', ...TALK],
  examples: [
    ['$0 sandbox', 'listen on a free port until Ctrl-C'],
    ['$0 sandbox --port 4010 --fault lost-reply,late-listing', 'misbehave with some of the orders'],
  ],
  needsPorts: false,
  load: async () => (await import('../sandbox.ts')).runSandbox,
};

/** Every setting and where it comes from. Reads configuration and environment alone, and opens, writes and sends nothing. */
export const configCommand: Command = {
  usage: 'config',
  describe: 'Every setting, its value, and where it comes from: flag, variable, profile, file or default.',
  flags: Object.keys(FLAGS) as FlagName[],
  examples: [
    ['$0 config', 'what a command here would work with; keys are told as set or not set'],
    ['$0 config --profile acme', 'the same for one agency'],
    ['$0 config --concurrency 8 --json', 'any flag may be given; for programs'],
  ],
  load: async () => (await import('../config.ts')).runConfig,
};

/** A script with which a shell completes commands, flags and their values. */
export const completion: Command = {
  usage: 'completion <shell>',
  describe: 'Prints a script with which bash, zsh or fish completes commands, flags and their values.',
  flags: [...TALK],
  examples: [
    ['eval "$($0 completion bash)"', 'for this shell; the same line in ~/.bashrc is for all of them'],
    ['$0 completion fish > ~/.config/fish/completions/sheetorder.fish', 'for fish'],
  ],
  needsPorts: false,
  load: async () => (await import('../completion.ts')).runCompletion,
};
