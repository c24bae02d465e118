import type { Config } from '../config.ts';
import type { AttentionConfig } from './attention.ts';

/** What the configuration says of a drop folder. */
export interface RunPolicy {
  readonly strict?: boolean | undefined;
  readonly settleMs: number;
  readonly giveUpAfterMs: number;
  readonly report: 'html' | 'md' | 'json' | 'none';
  readonly annotated: 'csv' | 'xlsx' | 'none';
  readonly onAttention?: AttentionConfig | undefined;
}

export function policyOf(_config: Config): RunPolicy {
  return { settleMs: 2_000, giveUpAfterMs: 24 * 3_600_000, report: 'html', annotated: 'csv' };
}
