import { parseArgs } from 'node:util';
import { folderCampaign } from './folder-campaign.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    /** Leaves the folder where it is, to be looked at. */
    keep: { type: 'boolean', default: false },
  },
});

const figures = await folderCampaign({
  seconds: Number(values.minutes) * 60,
  seed: Number(values.seed),
  workers: Number(values.workers),
  pauseMs: 8_000,
  keep: values.keep,
});
const { doubled, lost, misplaced, receipts, leftOver, exits, ...rest } = figures;
const faults = { doubled, lost, misplaced, receipts, leftOver, exits };
process.stdout.write(`${JSON.stringify(rest, null, 2)}\n`);
for (const [name, list] of Object.entries(faults)) {
  process.stdout.write(`${name} ${list.length}\n`);
  for (const text of list) process.stdout.write(`  ${text}\n`);
}
process.exit(Object.values(faults).every((list) => list.length === 0) ? 0 : 1);
