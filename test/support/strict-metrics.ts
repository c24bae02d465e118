/** One series of a metrics text. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*)\} (-?\d+(?:\.\d+)?)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"/g;

/** Reads a metrics text as the textfile collector does, or more strictly. Throws where that would leave the file out. */
export function strictMetrics(text: string): readonly Series[] {
  if (!text.endsWith('\n') || text.includes('\r')) throw new Error('the last line must end, and with a line feed');
  const helped = new Set<string>();
  const typed = new Set<string>();
  const seen = new Set<string>();
  const all: Series[] = [];
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = ''] = /^# (HELP|TYPE) (\S+) .+$/.exec(line) ?? [];
    if (kind) {
      const known = kind === 'HELP' ? helped : typed;
      if (!NAME.test(name) || known.has(name)) throw new Error(`${kind} of ${name} stands twice, or is none: ${line}`);
      if (kind === 'TYPE' && !/ gauge$/.test(line)) throw new Error(`not a gauge: ${line}`);
      known.add(name);
      family = name;
      continue;
    }
    const series = sample(line);
    if (series.name !== family || !helped.has(family) || !typed.has(family))
      throw new Error(`outside its family: ${line}`);
    const id = JSON.stringify([series.name, Object.entries(series.labels).sort()]);
    if (seen.has(id)) throw new Error(`twice: ${line}`);
    seen.add(id);
    all.push(series);
  }
  return all;
}

function sample(line: string): Series {
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (name === '') throw new Error(`no sample: ${line}`);
  const pairs = [...labels.matchAll(LABEL)].map(([, label = '', text = '']) => [label, unescaped(text)] as const);
  if (new Set(pairs.map(([label]) => label)).size !== pairs.length) throw new Error(`a label twice: ${line}`);
  return { name, labels: Object.fromEntries(pairs), value };
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
