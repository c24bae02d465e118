import { parseArgs } from 'node:util';
import { FAULT_KINDS } from './judge.ts';
import { Year, type YearEnd } from './year.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '365' },
    /** How many years, each with the next seed. */
    years: { type: 'string', default: '1' },
    /** Tells every day. */
    story: { type: 'boolean', default: false },
    /** Leaves the folders there for a look. */
    keep: { type: 'boolean', default: false },
    /** Ends with the first day on which something is wrong. */
    first: { type: 'boolean', default: false },
    /** More trouble than a year has. */
    rough: { type: 'boolean', default: false },
  },
});

const say = (text: string) => void process.stdout.write(`${text}\n`);
let isSound = true;
for (let n = 0; n < Number(values.years); n += 1) {
  const started = Date.now();
  const year = new Year({
    seed: Number(values.seed) + n,
    days: Number(values.days),
    keep: values.keep,
    first: values.first,
    isRough: values.rough,
    sayMonth: say,
    ...(values.story ? { say } : {}),
  });
  const end = await year.live();
  tell(end, (Date.now() - started) / 1000);
  isSound &&= Object.values(end.faults).every((texts) => texts.length === 0);
  if (values.first && !isSound) break;
}
process.exitCode = isSound ? 0 : 1;

function tell({ seed, sums, helped, faults, folder }: YearEnd, seconds: number): void {
  const { runs, sheets, repeated, wanted, sold, kinds, badDays } = sums;
  const table: readonly (readonly [string, number])[] = [
    ['runs', runs],
    ['sheets dropped', sheets],
    ['  repeated', repeated],
    ['  corrected by the person', helped.corrected],
    ['  thrown away by the person', helped.thrownAway],
    ['doubts settled by the person', helped.resolved],
    ['payments mended by the person', helped.paid],
    ['orders wanted', wanted],
    ['orders sold', sold],
    ['days with trouble at the vendors', badDays],
    ['killed', kinds.killed],
    ['stopped', kinds.stopped],
    ['full disks', kinds['full disk']],
    ['two at once', kinds['two at once']],
    ['wrong clocks', kinds['wrong clock']],
    ['folders that take nothing', kinds.barred],
    ['vendors away in the middle', kinds.outage],
    ...FAULT_KINDS.map((kind) => [`WRONG ${kind}`, faults[kind].length] as const),
    ['seconds', Math.round(seconds)],
  ];
  say(`seed ${seed}`);
  for (const [name, count] of table) say(`  ${name.padEnd(36)} ${String(count).padStart(6)}`);
  for (const kind of FAULT_KINDS) for (const text of faults[kind].slice(0, 12)) say(`${kind}: ${text}`);
  if (values.keep) say(folder);
}
