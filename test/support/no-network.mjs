// Loaded before the program: whoever opens a socket or looks a name up ends the process with exit code 99.
import dns from 'node:dns';
import net from 'node:net';

function forbidden() {
  process.stderr.write('a socket was opened\n');
  process.exit(99);
}

net.Socket.prototype.connect = forbidden;
net.Server.prototype.listen = forbidden;
dns.lookup = forbidden;
dns.promises.lookup = forbidden;
