/** Makes a thing when it is first asked for: what few runs need should not be made by all of them. */
export function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
