/** The four folders of a drop folder, in the order in which a sheet goes through them. */
export const DROP_PLACES = ['inbox', 'working', 'done', 'attention'] as const;
export type DropPlace = (typeof DROP_PLACES)[number];

/** Where a sheet goes when its run ends, and whether the next run goes on with it by itself. */
export interface Destination {
  readonly place: DropPlace;
  readonly goesOn: boolean;
}

/** What is remembered of a sheet of a drop folder, by its content. Nothing that guards money stands in it. */
export interface DropReceipt {
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  /** The file's name in `working`, `done` and `attention`. */
  readonly name: string;
  readonly place: DropPlace;
  readonly goesOn: boolean;
  /** When it was taken first, and when its last run ended; RFC 3339 UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Since when it has gone on by itself without coming to an end; RFC 3339 UTC, or null. */
  readonly waitingSince: string | null;
  /** Runs that began with it and never said how they ended. */
  readonly begun: number;
  readonly batch: string;
  readonly exit: number;
  /** Where some of it was bought, or may have been. */
  readonly accounts?: readonly string[] | undefined;
}
