/**
 * A pure function of a text that works out the same only once.
 * @param most answers that are kept; when there are more, all are forgotten
 */
export function remember<T>(find: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.answer;
    if (known.size >= most) known.clear();
    const answer = find(text);
    known.set(text, { answer });
    return answer;
  };
}

/** What a pure function makes of an object, worked out once for each. */
export function rememberFor<K extends object, T>(known: WeakMap<K, { readonly made: T }>, key: K, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found.made;
  const made = make();
  known.set(key, { made });
  return made;
}
