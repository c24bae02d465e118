/** Columns that say whom domains are registered for; a profile fills them, or the sheet does. */
export const REGISTRANT_COLUMNS = [
  'owner_first_name',
  'owner_last_name',
  'company_name',
  'address',
  'city',
  'state',
  'country',
  'zipcode',
  'phone_number',
] as const;

export type RegistrantColumn = (typeof REGISTRANT_COLUMNS)[number];
