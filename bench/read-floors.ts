import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Used, used } from './command.ts';

/** A bare parser that reads the same file and does nothing with its rows. */
export interface ReadFloor {
  readonly name: string;
  /** Throws when it did not see that many rows. */
  read(file: string, rows: number, folder: string): Used;
}

const PARSER = fileURLToPath(new URL('./parse-floor.js', import.meta.url));

const PYTHON = `
import csv, json, os, resource, sys, time
rows = 0
with open(sys.argv[1], newline='', encoding='utf-8') as sheet:
    for row in csv.DictReader(sheet):
        rows += 1
print(rows, end='')
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
if os.path.exists('/proc/self/status'):
    peak = [int(line.split()[1]) * 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')][0]
with open(os.environ['BENCH_USED'], 'w') as note:
    json.dump({'cpuMs': time.process_time() * 1000, 'peakBytes': peak}, note)
`;

/** The parsers that are on this machine. */
export function readFloors(): readonly ReadFloor[] {
  const python = pythonHere();
  return [
    floorOf('csv-parse, a stream of objects', (file) => ({ words: [PARSER, file, 'objects'] })),
    floorOf('csv-parse, a stream of arrays', (file) => ({ words: [PARSER, file, 'arrays'] })),
    ...(python
      ? [floorOf(`csv.DictReader of ${python.title}`, (file) => ({ ...python, words: ['-c', PYTHON, file] }))]
      : []),
  ];
}

function floorOf(name: string, command: (file: string) => { words: readonly string[]; program?: string }): ReadFloor {
  return {
    name,
    read(file, rows, folder) {
      const told = used({ ...command(file), cwd: folder });
      if (Number(told.out) !== rows) throw new Error(`${name} saw ${told.out} of ${rows} rows`);
      return told;
    },
  };
}

/** The interpreter itself, since what is called python3 may be a script that looks for it first. */
function pythonHere(): { readonly program: string; readonly title: string } | null {
  const asks = 'import csv, platform, sys; print(sys.executable); print("Python " + platform.python_version())';
  const { status, stdout } = spawnSync('python3', ['-c', asks], { encoding: 'utf8' });
  const [program = '', title = ''] = status === 0 ? stdout.split('\n') : [];
  return program === '' ? null : { program, title };
}
