/** Tests of the conformance suite that fail until the code is corrected. */
export const KNOWN_FAULTS: readonly string[] = [
  // The details of another order, or of an answer that says yes and no, are taken for those of the order that was asked for.
  'hostile replies to request 3 (/orders/recEXAMPLE1) of read-back: a form that was taken',
];
