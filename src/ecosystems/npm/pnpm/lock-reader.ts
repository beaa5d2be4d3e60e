import { parseYaml } from '../../../text/yaml.ts';
import type { YamlProblem } from '../../../text/yaml-nodes.ts';
import { LockBuilder } from './lock-builder.ts';
import type { LockContent } from './lock-content.ts';
import { scanLock } from './lock-scanner.ts';
import { tellTree } from './lock-tree.ts';

export interface LockRead {
  readonly documents: readonly LockContent[];
  readonly problems: readonly YamlProblem[];
}

/** Reads every document of a lockfile, fast where pnpm wrote it. Throws `MalformedFileError`. */
export const readLock = (text: string): LockRead => readFast(text) ?? readExactly(text);

/** Undefined where the text is not as pnpm writes it. */
export function readFast(text: string): LockRead | undefined {
  const builder = new LockBuilder();
  return scanLock(text, builder) ? { documents: builder.finish(), problems: [] } : undefined;
}

export function readExactly(text: string): LockRead {
  const { documents, problems } = parseYaml(text);
  const builder = new LockBuilder();
  for (const document of documents) {
    builder.document();
    tellTree(document, builder);
  }
  return { documents: builder.finish(), problems };
}
