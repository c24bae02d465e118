import { VERSION } from '../version.ts';
import { type Check, Checks } from './check.ts';

/** The oldest version of Node that works; a test compares it with package.json. */
export const NODE_NEEDED = '20.19.0';

/** Whether this Node is new enough. */
export function checkProgram(node: string = process.versions.node): readonly Check[] {
  const checks = new Checks('program');
  const says = `sheetorder ${VERSION} on Node ${node}`;
  if (isAtLeast(node, NODE_NEEDED)) checks.ok('node', `${says}; Node ${NODE_NEEDED} or newer is needed.`);
  else checks.problem('node', 'usage', `${says}, which is too old.`, `Install Node ${NODE_NEEDED} or newer.`);
  return checks.list;
}

function isAtLeast(version: string, least: string): boolean {
  const own = numbersOf(version);
  for (const [index, wanted] of numbersOf(least).entries()) {
    const difference = (own[index] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
