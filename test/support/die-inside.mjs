// Loaded with `node --import`: makes the program die from within, as DIE_HOW and DIE_AT say. Nothing in it knows of this.
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const how = process.env.DIE_HOW ?? '';
const at = Number(process.env.DIE_AT);

function eatHeap() {
  const eaten = [];
  for (;;) eaten.push(Array.from({ length: 10_000 }, (_, n) => `${n}`));
}

function onCall(owner, name, act) {
  const real = owner[name];
  let calls = 0;
  owner[name] = function (...args) {
    calls += 1;
    if (calls === at) act();
    return real.apply(this, args);
  };
}

const fail = () => {
  throw new TypeError('injected from outside');
};

const WAYS = {
  timer: () => setTimeout(fail, at),
  rejection: () => setTimeout(() => void Promise.reject(new TypeError('injected from outside')), at),
  fsync: () => onCall(fs, 'fsyncSync', fail),
  write: () => onCall(fs, 'writeFileSync', fail),
  record: () => onCall(fs, 'appendFileSync', fail),
  reply: () => onCall(http.ServerResponse.prototype, 'end', fail),
  heap: () => setTimeout(eatHeap, at),
  'heap at a flush': () => onCall(fs, 'fsyncSync', eatHeap),
  'heap at a reply': () => onCall(http.ServerResponse.prototype, 'end', eatHeap),
  exit: () => onCall(fs, 'fsyncSync', () => process.exit(1)),
};

WAYS[how]?.();
syncBuiltinESMExports();
