import { expect, test } from 'vitest';
import { folderCampaign } from './folder-campaign.ts';

const SECONDS = Number(process.env.INBOX_SECONDS ?? 25);
const SEED = Number(process.env.INBOX_SEED ?? 1);

/** Ten minutes of it: npm run campaign:inbox -- --minutes 10 --seed 1 */
test(
  `two and three runs over one folder for ${SECONDS} seconds, killed again and again: every sheet handled once`,
  async () => {
    const figures = await folderCampaign({ seconds: SECONDS, seed: SEED, workers: 2, pauseMs: 4_000 });
    const { doubled, lost, misplaced, receipts, leftOver, exits, ...rest } = figures;
    process.stdout.write(`${JSON.stringify(rest)}\n`);
    expect({ doubled, lost, misplaced, receipts, leftOver, exits }).toEqual({
      doubled: [],
      lost: [],
      misplaced: [],
      receipts: [],
      leftOver: [],
      exits: [],
    });
    expect(rest.sold).toBe(rest.orders);
    expect(rest.sold).toBeGreaterThan(0);
    expect(rest.kills + rest.terms).toBeGreaterThan(0);
  },
  SECONDS * 1_000 + 600_000,
);
