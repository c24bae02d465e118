import { expect, test } from 'vitest';
import { coveredRows } from '../../src/cli/finish.ts';
import { RESULT_COLUMNS } from '../../src/steps/result-rows.ts';
import { outcomeWith } from '../support/outcomes.ts';

test('a secret that a person wrote for a vendor or an operation is covered in results, and a name is kept', () => {
  const outcome = outcomeWith({
    name: 'hunter22-1',
    vendor: 'hunter22',
    operation: 'hunter22',
    errors: ['No operation "hunter22".'],
    fix: 'Not hunter22.',
  });
  const [cells = []] = coveredRows([outcome], (text) => text.replaceAll('hunter22', '[secret]'));
  const told = RESULT_COLUMNS.filter((_, index) => cells[index]?.includes('[secret]'));
  expect(told).toEqual(['vendor', 'operation', 'error', 'fix']);
  expect(cells[0]).toBe('hunter22-1');
});
