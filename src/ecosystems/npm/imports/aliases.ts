import { scanJavaScript } from '../../../code/imports/javascript.ts';
import { parseJson } from '../../../text/json.ts';
import { type JsonNode, memberOf, membersOf } from '../../../text/json-nodes.ts';

/** Settings of compilers, bundlers, test runners and import maps, which may send a name to a place in the repository. */
const settings =
  /^(?:(?:[\w-]+\.)?(?:[tj]sconfig|deno|import[_-]?map|karma|angular|vite|webpack|rspack|rollup|babel|jest|alias(?:es)?)[\w.-]*\.jsonc?|(?:vite|vitest|webpack|rspack|rsbuild|rollup|rolldown|babel|jest|metro|next|nuxt|astro|svelte|quasar|vue|craco|esbuild|tsup|snowpack|gatsby|remix|storybook|ember-cli-build|electron\.vite|module-alias|config-overrides|main|preview)[\w.-]*\.[cm]?[jt]s|\.babelrc(?:\.\w+)?|\.swcrc|\.parcelrc|package\.json)$/i;

export const isAliasing = (path: string): boolean => settings.test(path.slice(path.lastIndexOf('/') + 1));

/** Parts of a manifest whose keys are such names; in all others they are those of packages. */
const sections = ['imports', 'browser', 'alias', '_moduleAliases', 'react-native'];

/** The last mark before the place that a pattern leaves open: `^@app/(.*)$`, `@app/*`. */
const open = /[(*$[\\?+|].*$/s;
const quoted = /(["'])([^"'\n\\]{1,200})\1/g;
const bare = /(?<![\w$.@'"/-])([A-Za-z_$][\w$-]{0,100})[ \t]*:/g;

/** Keys of objects, and texts after `find:`: whatever else they are, code does not mean a package by them. */
export function aliasesIn(path: string, text: string): readonly string[] {
  const found = /(?:^|\/)package\.json$/i.test(path) ? keysOfManifest(text) : keysOf(path, text);
  return [...new Set(found.map(readPattern))].filter((name) => name !== '');
}

const readPattern = (written: string): string => written.replace(/^\^/, '').replace(open, '').replace(/\/+$/, '');

function keysOf(path: string, text: string): readonly string[] {
  const isCode = !/\.jsonc?$|rc$/i.test(path);
  // What the settings import themselves is a package.
  const imported = new Set(isCode ? scanJavaScript(text).map(({ start }) => start) : []);
  const texts = [...text.matchAll(quoted)].flatMap(({ index, 0: whole, 2: value = '' }) => {
    const isKey = /^\s{0,20}:/.test(text.slice(index + whole.length, index + whole.length + 21));
    const isFound = /\bfind\s{0,20}:\s{0,20}$/.test(text.slice(Math.max(0, index - 50), index));
    return (isKey || isFound) && !imported.has(index + 1) ? [value] : [];
  });
  return isCode ? [...texts, ...[...text.matchAll(bare)].map(([, key = '']) => key)] : texts;
}

function keysOfManifest(text: string): readonly string[] {
  const root = rootOf(text);
  const jest = memberOf(memberOf(root, 'jest')?.value, 'moduleNameMapper')?.value;
  const holders = [...sections.map((key) => memberOf(root, key)?.value), jest];
  return holders.flatMap((holder) => [...membersOf(holder).keys()]);
}

function rootOf(text: string): JsonNode | undefined {
  try {
    return parseJson(text).root;
  } catch {
    return undefined;
  }
}
