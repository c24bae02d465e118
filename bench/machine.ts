import { statfsSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

const TMPFS = 0x01021994;
const NAMES: Readonly<Record<number, string>> = {
  61267: 'ext4',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  [TMPFS]: 'tmpfs',
};

/** What the figures hold for. */
export function sayMachine(folder: string): string {
  const kind = statfsSync(folder).type;
  const [cpu] = cpus();
  return [
    `${cpus().length} × ${cpu?.model.trim() || 'processor without a name'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${type()} ${release()}, Node ${process.versions.node}`,
    `file system ${NAMES[kind] ?? `0x${kind.toString(16)}`}`,
  ].join('; ');
}

export function isInMemory(folder: string): boolean {
  return statfsSync(folder).type === TMPFS;
}

export function sayLoad(): string {
  return `load ${loadavg()[0]?.toFixed(2)} over the last minute`;
}
