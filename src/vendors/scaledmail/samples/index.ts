import type { Sample } from '../../sample.ts';
import { buying } from './buying.ts';
import { odd } from './odd.ts';
import { placed } from './placed.ts';
import { reads } from './reads.ts';
import { refused } from './refused.ts';

/** Exchanges with ScaledMail, invented after its documents and what others saw. */
export const samples: readonly Sample[] = [...placed, ...refused, ...odd, ...reads, ...buying];
