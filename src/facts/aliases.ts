/** Whatever has names. */
interface Named {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** Collections give the same thing a name each: records that name one another, or the same third one, are about one. */
export function joinAliases<T extends Named>(records: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const names = [record.id, ...record.aliases];
    const joined = [...new Set(names.flatMap((name) => groups.get(name) ?? [])), record];
    for (const name of joined.flatMap((one) => [one.id, ...one.aliases])) groups.set(name, joined);
  }
  return [...new Set(groups.values())];
}
