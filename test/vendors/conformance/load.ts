import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Vendor } from '../../../src/domain/vendor.ts';
import type { Sample } from '../../../src/vendors/sample.ts';
import type { Raised, Subject } from './subject.ts';

/** A vendor's folder as the suite sees it: its description, its samples, and what its own tests show of it. */
export async function subjectOf(id: string, vendor: Vendor, folder = id): Promise<Subject> {
  const { samples } = (await import(`../../../src/vendors/${folder}/samples/index.ts`)) as {
    readonly samples: readonly Sample[];
  };
  const {
    CASES,
    ELSEWHERE,
    NEVER = {},
    WHOLE_DOMAINS = {},
  } = (await import(`../${folder}/rule-cases/index.ts`)) as {
    readonly CASES: Raised['cases'];
    readonly ELSEWHERE: Readonly<Record<string, string>>;
    readonly NEVER?: Readonly<Record<string, string>>;
    readonly WHOLE_DOMAINS?: Subject['wholeDomains'];
  };
  const elsewhere = Object.entries(ELSEWHERE).filter(([code, file]) => isNamedIn(code, file));
  return {
    id,
    vendor,
    samples,
    raised: {
      cases: CASES,
      elsewhere: elsewhere.map(([code]) => code),
      never: Object.keys(NEVER).filter((code) => !isRaised(code, folder)),
    },
    wholeDomains: WHOLE_DOMAINS,
    notReached: await listIn(folder, 'not-reached', 'NOT_REACHED'),
    knownFaults: await listIn(folder, 'known-faults', 'KNOWN_FAULTS'),
  };
}

/** True when the test that is said to show a code is there and speaks of it. */
function isNamedIn(code: string, file: string): boolean {
  const path = new URL(`../../../${file}`, import.meta.url);
  return /^test\/.+\.test\.ts$/.test(file) && existsSync(path) && readFileSync(path, 'utf8').includes(code);
}

/** True when the vendor's code speaks of a code anywhere but on its page. */
function isRaised(code: string, folder: string): boolean {
  const root = new URL(`../../../src/vendors/${folder}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !/pages/.test(file));
  return sources.some((file) => readFileSync(new URL(file, root), 'utf8').includes(`'${code}'`));
}

/** A list of the vendor's test folder; none where there is no such file. */
async function listIn(folder: string, file: string, name: string): Promise<readonly string[]> {
  if (!existsSync(new URL(`../${folder}/${file}.ts`, import.meta.url))) return [];
  const module = (await import(`../${folder}/${file}.ts`)) as Readonly<Record<string, readonly string[]>>;
  return module[name] ?? [];
}
