import { type JsonNode, memberOf, textOf } from '../../../text/json-nodes.ts';
import { parseJsonc } from '../../../text/jsonc.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';

/** Folders that settings let code name what lies in them from, without a path: `baseUrl`, `rootDirs`, those of Jest. */
export function rootsIn(path: string, text: string): readonly string[] {
  if (!/\.jsonc?$/i.test(path)) return [];
  const root = rootOf(text);
  const folder = parentOf(path);
  const written = [...compilerRoots(root), ...testRoots(memberOf(root, 'jest')?.value ?? root)];
  return written.flatMap((one) => {
    const inside = one.replace(/^<rootDir>\/?/, '');
    const found = /^\/|node_modules/.test(inside) ? undefined : normalisePath(joinPath(folder, inside));
    return found === undefined ? [] : [found];
  });
}

/** `"*": ["source/*"]` sends every name there, too. Paths are of `baseUrl`, or else of the file. */
function compilerRoots(root: JsonNode | undefined): readonly string[] {
  const options = memberOf(root, 'compilerOptions')?.value;
  const base = textOf(memberOf(options, 'baseUrl')?.value);
  const any = textsIn(memberOf(memberOf(options, 'paths')?.value, '*')?.value)
    .filter((one) => one.endsWith('/*'))
    .map((one) => joinPath(base ?? '', one.slice(0, -'/*'.length)));
  return [...(base === undefined ? [] : [base]), ...textsIn(memberOf(options, 'rootDirs')?.value), ...any];
}

const testRoots = (settings: JsonNode | undefined): readonly string[] =>
  ['modulePaths', 'moduleDirectories', 'roots'].flatMap((key) => textsIn(memberOf(settings, key)?.value));

const textsIn = (node: JsonNode | undefined): readonly string[] =>
  node?.kind === 'array' ? node.items.flatMap((one) => textOf(one) ?? []) : [];

function rootOf(text: string): JsonNode | undefined {
  try {
    return parseJsonc(text).root;
  } catch {
    return undefined;
  }
}
