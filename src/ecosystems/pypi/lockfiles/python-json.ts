import type { TomlNode } from '../../../text/toml-nodes.ts';

/** What Python would hold: values read from TOML, and objects and lists made of them. */
export type PythonValue = null | string | boolean | TomlNode | readonly PythonValue[] | PythonObject;

export interface PythonObject {
  readonly kind: 'object';
  readonly members: readonly (readonly [string, PythonValue])[];
}

export const pythonObject = (...members: readonly (readonly [string, PythonValue])[]): PythonObject => ({
  kind: 'object',
  members,
});

export interface Separators {
  readonly item: string;
  readonly key: string;
}

/** The value holds a float or a date: how Python spells them is not worked out. */
class NotWritten extends Error {}

/**
 * The text that `json.dumps(value, sort_keys=True)` of Python gives (docs.python.org, json): ASCII only, keys in the order
 * of code points. Undefined where the value holds a float or a date. Values read from TOML are of bounded depth.
 */
export function writePythonJson(
  value: PythonValue,
  separators: Separators = { item: ', ', key: ': ' },
): string | undefined {
  try {
    return write(value, separators);
  } catch (error) {
    if (error instanceof NotWritten) return undefined;
    throw error;
  }
}

function write(value: PythonValue, separators: Separators): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (!('kind' in value)) return writeList(value, separators);
  switch (value.kind) {
    case 'string':
      return quote(value.value);
    case 'scalar':
      if (typeof value.value === 'boolean' || Number.isSafeInteger(value.value)) return String(value.value);
      throw new NotWritten();
    case 'array':
      return writeList(value.items, separators);
    case 'table':
      return writeObject(
        [...value.entries.values()].map((entry) => [entry.key, entry.value]),
        separators,
      );
    case 'object':
      return writeObject(value.members, separators);
  }
}

const writeList = (items: readonly PythonValue[], separators: Separators): string =>
  `[${items.map((item) => write(item, separators)).join(separators.item)}]`;

function writeObject(members: readonly (readonly [string, PythonValue])[], separators: Separators): string {
  const sorted = [...members].sort(([a], [b]) => compareCodePoints(a, b));
  return `{${sorted.map(([key, value]) => `${quote(key)}${separators.key}${write(value, separators)}`).join(separators.item)}}`;
}

/** Like `JSON.stringify`, which keeps what is not ASCII; Python escapes it. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
