/** A property of something whose shape is not known; own properties only. */
export const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** The text at a path of keys, where there is one. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let found = value;
  for (const key of path) found = property(found, key);
  return typeof found === 'string' ? found : undefined;
}
