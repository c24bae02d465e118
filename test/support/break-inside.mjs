// Loaded with `node --import`: something inside the program breaks, as BREAK_AT says. Nothing in it knows of this.
const at = process.env.BREAK_AT ?? '';
const real = JSON.stringify;
const realIso = Date.prototype.toISOString;

const fail = () => {
  throw new TypeError('broken from outside');
};

// An entry of the ledger, just before it is written down.
JSON.stringify = (value, ...rest) => (value?.type === at ? fail() : real(value, ...rest));
// The first thing that a command does when it has understood its words.
if (at === 'start') {
  Date.prototype.toISOString = () => {
    Date.prototype.toISOString = realIso;
    return fail();
  };
}
