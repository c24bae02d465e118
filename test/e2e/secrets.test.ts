import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Bench } from '../support/command.ts';
import { scriptedVendor } from '../support/scripted-vendor.ts';

const KEY = 'sk-live-91b7c2e04d5f';
const HOSTING = 'Reg1strar&Pass "word"';
const SEQUENCER = 'Sequ/encer+Pass%7';
const FROM_ENV = 'Fr0mTheEnvironment!';

const HEADER =
  'order,operation,domain_source,domain,mailbox_type,alias,first_name,last_name,hosting_provider,hosting_username,hosting_password,sequencer_provider,sequencer_username,sequencer_password';

function sheet(): string {
  const rows = [
    `one,create-custom-order,other,alpha.example,google,ada,Ada,Sample,Registrar,hosting-user-881,"${HOSTING.replaceAll('"', '""')}",Sequencer,sequencer-user-882,${SEQUENCER}`,
    'one,,,alpha.example,,sam,Sam,Sample,,,,,,',
    'two,create-custom-order,other,beta.example,google,ada,Ada,Sample,Registrar,hosting-user-881,env:SHEETORDER_SECRET_HOSTING,,,',
    'two,,,beta.example,,sam,Sam,Sample,,,,,,',
    `bad,create-custom-order,other,gamma.example,google,ada,Ada,Sample,Registrar,hosting-user-881,"${HOSTING.replaceAll('"', '""')}",,,`,
  ];
  return `${[HEADER, ...rows].join('\n')}\n`;
}

describe('secrets', () => {
  test('are sent to the vendor and written nowhere', async () => {
    const echo = `bad login: ${HOSTING} / ${SEQUENCER} / ${FROM_ENV} / Bearer ${KEY}`;
    const vendor = await scriptedVendor({
      'POST /create-custom-order': [
        { status: 422, body: { error: echo } },
        { status: 500, text: `<p>${echo}</p>` },
      ],
    });
    const bench = new Bench({
      SCALEDMAIL_BASE_URL: vendor.url,
      SCALEDMAIL_API_KEY: KEY,
      SHEETORDER_SECRET_HOSTING: FROM_ENV,
    });
    writeFileSync(bench.path('sheet.csv'), sheet());
    const files = [
      '--results',
      bench.path('r.csv'),
      '--report',
      bench.path('r.html'),
      '--report',
      bench.path('r.json'),
    ];
    const log = ['--log-file', bench.path('run.log'), '--log-format', 'json', '--verbose'];
    const said = [
      await bench.run('check', bench.path('sheet.csv'), ...files, '--plan', bench.path('plan.json'), ...log),
      await bench.run('submit', bench.path('sheet.csv'), '--yes', '--concurrency', '1', ...files, ...log),
      await bench.run('reconcile', '--json', ...log),
      await bench.run('results', bench.path('sheet.csv'), '--json'),
      await bench.run('ledger', 'list'),
    ];
    expect(said.map((ran) => ran.exit)).toEqual([3, 4, 4, 4, 0]);
    const sent = JSON.stringify(vendor.spends.map((spend) => spend.body));
    for (const secret of [HOSTING, SEQUENCER, FROM_ENV]) expect(sent).toContain(JSON.stringify(secret).slice(1, -1));
    const written = readdirSync(bench.folder)
      .filter((name) => name !== 'sheet.csv')
      .map((name) => ({ name, text: readFileSync(bench.path(name), 'latin1') }));
    expect(written.length).toBeGreaterThanOrEqual(7);
    const places = [...written, ...said.map((ran, index) => ({ name: `terminal ${index}`, text: ran.out + ran.err }))];
    for (const secret of [KEY, HOSTING, SEQUENCER, FROM_ENV, 'hosting-user-881', 'sequencer-user-882'])
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), htmlOf(secret)])
        expect(
          places.filter(({ text }) => text.includes(form)).map(({ name }) => name),
          form,
        ).toEqual([]);
    for (const { name } of written) expect(statSync(bench.path(name)).mode & 0o077, name).toBe(0);
    await vendor.close();
    bench.close();
  });
});

function htmlOf(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
