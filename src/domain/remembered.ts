/** What an account held when it was read: the ground against which our own new orders stand out. */
export interface Surroundings {
  readonly orderIds: readonly string[];
  /** Domains the vendor lists, each with the order that holds it (empty when the vendor does not say) and its tag. */
  readonly domains: Readonly<Record<string, { readonly orderId: string; readonly tag: string }>>;
  /** Orders that are paid but not configured. */
  readonly forms: readonly PendingForm[];
}

export interface PendingForm {
  readonly uuid: string;
  readonly orderId: string;
  readonly domains: readonly string[];
}

/** Order ids, of which there may be very many: an array is one, and so is whatever knows without a look at each. */
export interface KnownIds {
  includes(id: string): boolean;
}

/** Everything a read-back may lean on, taken from the ledger alone. */
export interface Remembered {
  readonly key: string;
  readonly organization: string;
  readonly operation: string;
  readonly domains: readonly string[];
  readonly claims: readonly string[];
  /** Our marker when the order carried it; a person's own tag never identifies an order. */
  readonly marker: string | null;
  /** Ids the vendor listed before this order's first spend. */
  readonly snapshotIds: KnownIds;
  /** The vendor's clock when the snapshot was made: what it says it made well before is not this order. Null if unknown. */
  readonly notBefore: string | null;
  /** Ids that belong to our other orders, or to this one before a person cancelled it. */
  readonly foreignIds: KnownIds;
  /** For a form: the order id it was listed under before the spend. */
  readonly formOrderId: string | null;
  /** The id already known, when only its state is in question. */
  readonly orderId: string | null;
}
