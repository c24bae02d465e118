import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAtomic } from '../io/atomic-write.ts';
import { eventsJsonSchema } from '../report/events-schema.ts';
import { reportJsonSchema } from '../report/json-schema.ts';
import { runJsonSchema } from '../report/run-schema.ts';
import { configJsonSchema } from './config/schema.ts';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

for (const [name, schema] of [
  ['report.schema.json', reportJsonSchema()],
  ['events.schema.json', eventsJsonSchema()],
  ['run.schema.json', runJsonSchema()],
  ['config.schema.json', configJsonSchema()],
] as const)
  writeAtomic(join(DOCS, name), `${JSON.stringify(schema, null, 2)}\n`);
