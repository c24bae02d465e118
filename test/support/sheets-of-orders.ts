/** Order rows as a person writes them: what concerns the order or the domain stands once. */
export const HEADER = 'order,operation,domain_source,domain,mailbox_type,redirect,alias,first_name,last_name';

/** One custom order with one google domain. */
export function googleOrder(name: string, domain: string): string {
  return [
    `${name},create-custom-order,scaledmail,${domain},google,main.example,ada,Ada,Sample`,
    `${name},,,${domain},,,sam,Sam,Sample`,
  ].join('\n');
}

export function sheetOf(...orders: readonly string[]): string {
  return `${[HEADER, ...orders].join('\n')}\n`;
}
