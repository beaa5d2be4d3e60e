import { yamlScalar } from '../escape-yaml.ts';

export type YamlValue = string | readonly string[] | { readonly [key: string]: YamlValue };

const indent = '    ';

/**
 * A mapping as block YAML with the indentation that Sigma asks for. Keys are our own and plain; every value is quoted.
 */
export function printMapping(mapping: Readonly<Record<string, YamlValue>>, depth = 0): readonly string[] {
  const margin = indent.repeat(depth);
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (typeof value === 'string') return [`${margin}${key}: ${yamlScalar(value)}`];
    if (isList(value)) return [`${margin}${key}:`, ...value.map((item) => `${margin}${indent}- ${yamlScalar(item)}`)];
    return [`${margin}${key}:`, ...printMapping(value, depth + 1)];
  });
}

/** `Array.isArray` does not narrow a read-only list. */
const isList = (value: Exclude<YamlValue, string>): value is readonly string[] => Array.isArray(value);
