import type { Scope } from '../model/dependency.ts';
import type { YamlEntry, YamlNode } from '../text/yaml-nodes.ts';
import { entryOf } from '../text/yaml-nodes.ts';
import { expands } from './collector.ts';
import { addImage, rejectImage } from './images.ts';
import { isText, plainOf, type Variables, type YamlSource } from './yaml-source.ts';

/** An image by name, or under one of the keys of a map (`image`, `name`). The entry is what a finding stands on. */
export function addYamlImage(
  source: YamlSource,
  entry: Pick<YamlEntry, 'keyStart' | 'value'> | undefined,
  scope: Scope,
  known?: Variables,
  keys: readonly string[] = ['image', 'name'],
): void {
  if (entry === undefined) return;
  const { value } = entry;
  if (isText(value)) {
    const { text } = source.pieceOf(value, known);
    const { start, end } = { start: entry.keyStart, end: value.end };
    if (text === '') return;
    if (expands(text))
      return rejectImage(source.into, start, end, 'the image depends on a variable that nothing here sets');
    const written = text === value.value ? {} : { written: value.value };
    return addImage(source.into, text, { start, end, plain: plainOf(value), ...written }, scope);
  }
  for (const key of keys) {
    const inner = entryOf(value, key);
    if (inner !== undefined && isText(inner.value)) addYamlImage(source, inner, scope, known, []);
  }
}

/** An item of a list as an entry without a key. */
export const itemEntry = (value: YamlNode): Pick<YamlEntry, 'keyStart' | 'value'> => ({ keyStart: value.start, value });
