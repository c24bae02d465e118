import type { Sample } from '../../sample.ts';
import { odd } from './odd.ts';
import { placed } from './placed.ts';
import { reads } from './reads.ts';
import { refused } from './refused.ts';
import { status } from './status.ts';

/** Exchanges with Saleshandy, all invented after its documents and what others saw at its other endpoints. */
export const samples: readonly Sample[] = [...placed, ...refused, ...odd, ...reads, ...status];
