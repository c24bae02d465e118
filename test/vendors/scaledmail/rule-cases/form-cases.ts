import { one, type RuleCase, rule } from './rule-case.ts';

export const FORM_CASES: readonly RuleCase[] = [
  rule('SM-FORM-UUID', 'missing', 'error 2 form_uuid', one({}), one({ form_uuid: 'f-1' })),
  rule('SM-FORM-UUID', 'another path', 'error 2 form_uuid', one({ form_uuid: 'a/b' }), one({ form_uuid: 'f-1' })),
];
