import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

// Reads a sheet with csv-parse and nothing else, as objects or as arrays, and prints how many rows there were.
const [file = '', as] = process.argv.slice(2);
let rows = 0;
for await (const _row of createReadStream(file).pipe(parse(as === 'objects' ? { columns: true } : { from_line: 2 })))
  rows += 1;
process.stdout.write(String(rows));
