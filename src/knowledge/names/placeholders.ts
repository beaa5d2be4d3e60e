import { openSketch } from './sketch.ts';

/**
 * What a package without code says that it is for.
 *
 * - `confusion-guard`: keeps a public twin of an internal or similar name from attackers
 * - `security-holding`: the registry, or a security team, put it in the place of another
 * - `research`: shows that a name could be taken
 * - `reserved`, `parked`: somebody holds the name
 * - `redirect`: leads to another package
 * - `placeholder`: empty, for no stated reason
 */
export type PlaceholderClass = (typeof placeholderClasses)[number];

/** By the number that stands for each. */
export const placeholderClasses = [
  'confusion-guard',
  'security-holding',
  'research',
  'reserved',
  'parked',
  'placeholder',
  'redirect',
] as const;

/** A key of both lists: no name of an ecosystem holds a space. */
export const placeholderKey = (ecosystem: string, name: string): string => `${ecosystem} ${name}`;

export function openPlaceholders(bytes: Uint8Array): (ecosystem: string, name: string) => PlaceholderClass | undefined {
  const sketch = openSketch(bytes);
  return (ecosystem, name) => {
    const value = sketch.find(placeholderKey(ecosystem, name));
    return value === undefined ? undefined : placeholderClasses[value];
  };
}
