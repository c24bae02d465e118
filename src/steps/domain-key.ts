/** Two cells name one domain when this is equal: case, white space around and a dot at the end do not count. */
export function domainKey(text: string): string {
  const name = text.trim().toLowerCase();
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
