/** Two cells name one domain when this is equal: case, white space around and a dot at the end do not count. */
export function domainKey(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, '');
}
