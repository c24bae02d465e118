import { type Flags, MEANING } from './options.ts';

/** Flags that the next command needs again, or it would speak of another account or another order. */
const REPEATED = ['aliases', ...MEANING, 'profile', 'sandbox', 'base-url', 'env-file', 'ledger'] as const;
/** Guards that the next run needs as much as this one; `check` knows the first three of them. */
const GUARDS = [
  'max-spend',
  'online',
  'order-by',
  'max-orders',
  'canary',
  'strict',
  'stop-after',
  'max-duration',
  'not-before',
] as const;
const OF_CHECK = 3;
/** Commands that read no sheet take none of the flags that say what sheets mean, but for these. */
const SHEETLESS: Readonly<Record<string, readonly string[]>> = {
  resolve: [],
  explain: [],
  ledger: [],
  doctor: [],
  catalog: ['vendor'],
  stock: ['vendor'],
  workspaces: ['vendor'],
};
/** Commands that take only some orders of a sheet; those that read it otherwise read all of it. */
const CHOOSING: ReadonlySet<string> = new Set(['check', 'submit', 'reconcile', 'results', 'status', 'drill']);
const ALWAYS: ReadonlySet<string> = new Set(['profile', 'sandbox', 'base-url', 'env-file', 'ledger']);
const DEFAULTS: Readonly<Record<string, unknown>> = { vendor: 'scaledmail', 'order-by': 'sheet' };

/** Only what says where the account and its memory are, for a command about something else than these sheets. */
export function placeOf(flags: Flags): Flags {
  const { profile, sandbox, ledger, 'base-url': baseUrl, 'env-file': envFile, inherited } = flags;
  return { profile, sandbox, ledger, 'base-url': baseUrl, 'env-file': envFile, inherited };
}

/** A command to copy and run: the sheets and the flags that matter carried over. */
export function commandLine(command: string, flags: Flags, more: readonly string[] = []): string {
  const guards = command === 'submit' ? GUARDS : command === 'check' ? GUARDS.slice(0, OF_CHECK) : [];
  const own = SHEETLESS[command.split(' ')[0] ?? ''];
  const names = REPEATED.filter((name) => !own || ALWAYS.has(name) || own.includes(name));
  const chosen = CHOOSING.has(command) && (flags.sheets ?? []).length > 0 ? (['where'] as const) : [];
  const carried = [...names, ...chosen, ...guards].flatMap((name) => {
    const value = flags[name];
    if (value === false) return flags.inherited?.[name] === true ? [`--${name}=false`] : [];
    if (value === undefined || value === '' || isDefault(name, flags)) return [];
    if (JSON.stringify(value) === JSON.stringify(flags.inherited?.[name])) return [];
    if (value === true) return [`--${name}`];
    return [value].flat().flatMap((one) => flagged(name, String(one)));
  });
  return ['sheetorder', ...command.split(' '), ...(flags.sheets ?? []).map(asFile), ...carried, ...more]
    .map(quoted)
    .join(' ');
}

/** A value that begins like a flag is written in one word with its own. */
function flagged(name: string, value: string): readonly string[] {
  return value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value];
}

/** A default need not be said, unless a variable says otherwise. */
function isDefault(name: string, flags: Flags): boolean {
  return flags[name as keyof Flags] === DEFAULTS[name] && flags.inherited?.[name] === undefined;
}

/** A name that begins like a flag would be taken for one. */
function asFile(name: string): string {
  return name.startsWith('-') ? `./${name}` : name;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
