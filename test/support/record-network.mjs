// Loaded before the program: writes down every connection, every name looked up and every process started, and lets it
// happen. One JSON line each, to the file that RECORD_NETWORK names.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

function record(line) {
  appendFileSync(process.env.RECORD_NETWORK, `${JSON.stringify(line)}\n`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function recorded(...given) {
  const [first] = Array.isArray(given[0]) ? given[0] : given;
  const { host = 'localhost', port, path } = typeof first === 'object' ? first : { port: first, host: given[1] };
  record({ what: 'connect', to: path ?? `${host}:${port}` });
  return connect.apply(this, given);
};

for (const [owner, names] of [
  [dns, ['lookup', 'lookupService', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'resolveSrv']],
  [dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6']],
  [dgram, ['createSocket']],
  [childProcess, ['spawn', 'spawnSync', 'exec', 'execFile', 'execSync', 'execFileSync', 'fork']],
]) {
  for (const name of names) {
    const original = owner[name];
    owner[name] = function recorded(...given) {
      record({ what: name, to: String(given[0]) });
      return original.apply(this, given);
    };
  }
}
syncBuiltinESMExports();
