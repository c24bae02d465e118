import { homedir } from 'node:os';
import { dirname, relative, sep } from 'node:path';
import { vendors } from '../../vendors/index.ts';
import { padTo, widthOf } from '../terminal/text-width.ts';
import { fitted, linesIn } from '../terminal/wrap.ts';
import { type ConfigView, GROUPS, type Setting } from './view.ts';

const UNMEASURED = 100;

/** The settings for people: one table of what has a value, by what it is for, and the names of the rest. */
export function sayConfig(view: ConfigView, width: number | null): string {
  const room = width ?? UNMEASURED;
  const near = (text: string) => nearPath(text, view);
  const shown = view.settings.filter(({ value, group }) => value !== null || isAccount(group));
  const groups = [...new Set(shown.map(({ group }) => group))];
  const lines = groups.flatMap((group) => [
    group,
    ...shown
      .filter((one) => one.group === group)
      .map(({ name, value, from }) => line([`  ${name}`, near(textOf(value)), near(from)], room)),
  ]);
  // What is said with one command only is nothing to set.
  const settable = Object.keys(GROUPS).slice(0, -1);
  const unset = view.settings.filter(({ value, group }) => value === null && settable.includes(group));
  return [
    fitted(sayFile(view), room),
    ...view.conflicts.map((text) => fitted(`note: PROFILE-CONFLICT: ${near(text)}`, room)),
    [line(['setting', 'value', 'from'], room), ...lines].join('\n'),
    fitted(`Not set: ${unset.map(({ name }) => name).join(', ')}.`, room),
  ].join('\n\n');
}

const NAME = 24;
const VALUE = 22;
const GAP = '  ';

/** Three columns in the same place throughout; what is too long for them goes on below, and nothing is cut. */
function line([name, value, from]: readonly [string, string, string], room: number): string {
  const start = padTo(name, NAME) + GAP;
  const whole = (start + padTo(value, VALUE) + GAP + from).trimEnd();
  if (widthOf(whole) <= room) return whole;
  const under = (text: string, indent: number) =>
    linesIn(text, Math.max(room - indent, VALUE)).join(`\n${' '.repeat(indent)}`);
  const at = NAME + GAP.length;
  if (widthOf(value) > VALUE) return `${start}${under(value, at)}\n${' '.repeat(at)}${under(`(${from})`, at)}`;
  return start + padTo(value, VALUE) + GAP + under(from, at + VALUE + GAP.length);
}

/** Whether there is a key is worth a line of its own. */
function isAccount(group: string): boolean {
  return Object.hasOwn(vendors, group);
}

function sayFile({ file, looked_in: places, profile, profiles }: ConfigView): string {
  const folders = places.map((place) => dirname(place));
  const where = `${folders[0] ?? ''}, upwards, and ${folders.at(-1) ?? ''}`;
  const found = file ? `Configuration: ${file}` : 'Configuration: none was found.';
  const names = profiles.map((name) => (name === profile ? `${name} (chosen)` : name)).join(', ');
  return [
    found,
    `Looked for sheetorder.json in ${where}.`,
    ...(profiles.length > 0 ? [`Profiles: ${names}${profile ? '' : '; none is chosen'}`] : []),
  ].join('\n');
}

function textOf(value: Setting['value']): string {
  if (value === null) return 'not set';
  if (value === '') return '(empty)';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** Paths as they are named from here, where that is shorter; `~` stands for the home folder. */
function nearPath(text: string, { file }: ConfigView): string {
  const [here, home] = [process.cwd(), homedir()];
  const own = file && relative(here, file);
  const named = file && own && own.length < file.length ? text.replaceAll(file, own) : text;
  const short = here.length > 1 ? named.replaceAll(`${here}${sep}`, '') : named;
  return home.length > 1 ? short.replaceAll(`${home}${sep}`, `~${sep}`) : short;
}
