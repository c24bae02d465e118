import { existsSync } from 'node:fs';
import type { Vendor } from '../../../src/domain/vendor.ts';
import type { Sample } from '../../../src/vendors/sample.ts';
import type { Subject } from './subject.ts';

/** A vendor's folder as the suite sees it: its description, its samples, and what is known to be wrong with it. */
export async function subjectOf(id: string, vendor: Vendor, folder = id): Promise<Subject> {
  const samples = (await import(`../../../src/vendors/${folder}/samples/index.ts`)) as {
    readonly samples: readonly Sample[];
  };
  return { id, vendor, samples: samples.samples, knownFaults: await faultsOf(folder) };
}

async function faultsOf(folder: string): Promise<readonly string[]> {
  if (!existsSync(new URL(`../${folder}/known-faults.ts`, import.meta.url))) return [];
  const module = (await import(`../${folder}/known-faults.ts`)) as { readonly KNOWN_FAULTS: readonly string[] };
  return module.KNOWN_FAULTS;
}
