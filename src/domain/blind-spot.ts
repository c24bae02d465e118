/** Something about an order that no check can tell before it is sent. */
export interface BlindSpot {
  /** A sentence for the person who decides. */
  readonly text: string;
  /** Only for orders of these operations; for all when left out. */
  readonly operations?: readonly string[];
  /** Only for orders that fill this column. */
  readonly column?: string;
  /** True for what `--online` looks up. */
  readonly online?: true;
}
