import { columnNamed } from '../domain/columns.ts';
import type { OrderDraft } from '../domain/draft.ts';
import type { Finding } from '../domain/finding.ts';
import type { Cell } from '../domain/place.ts';
import { REGISTRANT_COLUMNS, type RegistrantColumn } from '../domain/registrant.ts';
import { SECRET_MASK, secretFrom } from '../domain/secret.ts';
import { conflict, sameCell } from './inherit-cells.ts';

/** Logins kept in the configuration, so that no password need stand in a sheet; both may be `env:NAME` or `file:PATH`. */
export interface Profile {
  readonly provider: string;
  readonly username: string;
  readonly password: string;
  readonly link?: string;
  readonly workspace?: string;
  readonly tag?: string;
}

/** Whom domains are registered for: canonical column → text. */
export type Registrant = Readonly<Partial<Record<RegistrantColumn, string>>>;

export interface Profiles {
  readonly hosting: Readonly<Record<string, Profile>>;
  readonly sequencer: Readonly<Record<string, Profile>>;
  readonly registrant?: Readonly<Record<string, Registrant>>;
}

type Filled = readonly (readonly [string, Cell])[];

const PARTS = ['provider', 'username', 'password', 'link', 'workspace', 'tag'] as const;
const LOGINS = ['hosting', 'sequencer'] as const;

/** Fills the columns that a draft's `hosting`, `sequencer` and `registrant` cells stand for; an unknown name is an error. */
export function resolveProfiles(drafts: readonly OrderDraft[], profiles: Profiles): readonly OrderDraft[] {
  return drafts.map((draft) => resolveDraft(draft, profiles));
}

/** One draft as `resolveProfiles` leaves it: the very same where it names no profile. */
export function resolveDraft(draft: OrderDraft, profiles: Profiles): OrderDraft {
  const { hosting, sequencer, registrant } = draft.fields;
  if (!hosting && !sequencer && !registrant) return draft;
  const withLogins = LOGINS.reduce(
    (done, kind) => resolveOne(done, kind, profiles[kind], (profile, named) => loginCells(kind, profile, named)),
    draft,
  );
  return resolveOne(withLogins, 'registrant', profiles.registrant ?? {}, registrantCells);
}

function resolveOne<T>(
  draft: OrderDraft,
  kind: string,
  known: Readonly<Record<string, T>>,
  cellsOf: (profile: T, named: Cell) => Filled,
): OrderDraft {
  const named = draft.fields[kind];
  if (!named) return draft;
  const profile = Object.hasOwn(known, named.value) ? known[named.value] : undefined;
  if (!profile) return { ...draft, findings: [...draft.findings, unknownProfile(kind, named, Object.keys(known))] };
  const fields: Record<string, Cell | undefined> = { ...draft.fields };
  const findings: Finding[] = [];
  for (const [name, cell] of cellsOf(profile, named)) {
    const written = draft.fields[name];
    if (!written) fields[name] = cell;
    else if (!sameCell(written, cell)) findings.push(...clash(kind, name, written, cell));
  }
  return { ...draft, fields: withoutEmpty(fields), findings: [...draft.findings, ...findings] };
}

function registrantCells(profile: Registrant, named: Cell): Filled {
  return REGISTRANT_COLUMNS.flatMap((name) => {
    const value = profile[name];
    return value ? [[name, { value, at: named.at }] as const] : [];
  });
}

function loginCells(kind: string, profile: Profile, named: Cell): Filled {
  return PARTS.flatMap((part) => {
    const name = `${kind}_${part}`;
    const text = profile[part];
    const column = columnNamed(name);
    if (!text || !column) return [];
    const at = named.at;
    const cell = column.secret
      ? { value: SECRET_MASK, at, secret: secretFrom(text, 'configuration') }
      : { value: text, at };
    return [[name, cell] as const];
  });
}

/** One finding where the profile is named, one at the column that says something else. */
function clash(kind: string, name: string, written: Cell, profile: Cell): readonly Finding[] {
  return [conflict(name, profile, written, 'this order'), conflict(name, written, profile, 'this order')].map(
    (finding): Finding => ({
      ...finding,
      message: `The profile named in "${kind}" and the column "${name}" have different values.`,
      fix: `Empty the column "${name}", or do not name a profile.`,
    }),
  );
}

function unknownProfile(kind: string, named: Cell, known: readonly string[]): Finding {
  const columns =
    kind === 'registrant' ? REGISTRANT_COLUMNS : ['provider', 'username', 'password'].map((part) => `${kind}_${part}`);
  const list = known.length === 0 ? 'the configuration has none' : `known are ${known.join(', ')}`;
  return {
    code: 'SHEET-PROFILE',
    severity: 'error',
    at: named.at,
    value: named.value,
    message: `There is no ${kind} profile named "${named.value}" (${list}).`,
    fix: `Name a profile of the configuration, or use the columns ${columns.slice(0, -1).join(', ')} and ${columns.at(-1)}.`,
  };
}

function withoutEmpty(fields: Readonly<Record<string, Cell | undefined>>): OrderDraft['fields'] {
  const full: Record<string, Cell> = {};
  for (const [name, cell] of Object.entries(fields)) if (cell) full[name] = cell;
  return full;
}
