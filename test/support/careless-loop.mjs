// Appends rows to a database that was opened with the pragmas given, and says each one once its commit has returned.
import { writeSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';

const [path, count, ...pragmas] = process.argv.slice(2);
const database = new DatabaseSync(path);
for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
database.exec('CREATE TABLE entries (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO entries (body) VALUES (?)');
for (let n = 0; n < Number(count); n += 1) {
  const body = JSON.stringify({ n, text: 'entry '.repeat([3, 40, 900][n % 3]) });
  database.exec('BEGIN IMMEDIATE');
  insert.run(body);
  database.exec('COMMIT');
  writeSync(1, `${body}\n`);
}
database.close();
