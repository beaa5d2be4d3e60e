import type { ModuleState } from './values.ts';

const endings = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
];

/** What the last part of an import may be that means a file: its name without what follows the first dot, and its folder's. */
export function stemsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return [...parts.slice(-2, -1), (parts.at(-1) ?? '').split('.', 1)[0] ?? ''];
}

const lastPart = { python: /(?:^|\.)([^.]*)$/, javascript: /(?:^|\/)([^./]*)[^/]*$/ };

/** Most of what code imports is elsewhere, which its name tells at once; `..` and `.` mean a folder by what it is relative to. */
export function mayMean(name: string, language: ModuleState['language'], stems: ReadonlySet<string>): boolean {
  const last = lastPart[language].exec(name)?.[1] ?? '';
  return last === '' || stems.has(last);
}

/** The path of the program that an import means, among those that are read. */
export function resolveModule(
  from: Pick<ModuleState, 'language'> & { readonly program: { readonly path: string } },
  name: string,
  among: ReadonlyMap<string, unknown>,
): string | undefined {
  const folder = from.program.path.split('/').slice(0, -1);
  return from.language === 'python' ? resolvePython(folder, name, among) : resolveJavaScript(folder, name, among);
}

function resolvePython(
  folder: readonly string[],
  name: string,
  among: ReadonlyMap<string, unknown>,
): string | undefined {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const parts = name
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  const starts =
    dots > 0
      ? [folder.slice(0, folder.length - dots + 1)]
      : folder.map((_, at) => folder.slice(0, folder.length - at)).concat([[]]);
  for (const start of starts) {
    const path = [...start, ...parts].join('/');
    const found = [`${path}.py`, `${path}/__init__.py`].find((one) => among.has(one));
    if (found !== undefined && parts.length > 0) return found;
  }
  return undefined;
}

function resolveJavaScript(
  folder: readonly string[],
  name: string,
  among: ReadonlyMap<string, unknown>,
): string | undefined {
  if (/^\.{1,2}(?:\/|$)/.test(name)) {
    const path: string[] = [...folder];
    for (const part of name.split('/')) {
      if (part === '..') path.pop();
      else if (part !== '.' && part !== '') path.push(part);
    }
    return withEnding(path.join('/'), among);
  }
  // `@/lib/llm`, `~/llm`: an alias for the sources, wherever those lie.
  const alias = /^[@~#]\/(.+)$/.exec(name)?.[1];
  if (alias === undefined) return undefined;
  for (let at = folder.length; at >= 0; at--) {
    const start = folder.slice(0, at);
    for (const inner of [[], ['src'], ['app']]) {
      const found = withEnding([...start, ...inner, alias].join('/'), among);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** TypeScript imports `./x.js` where it means `./x.ts`. */
function withEnding(path: string, among: ReadonlyMap<string, unknown>): string | undefined {
  const bare = path.replace(/\.(?:[mc]?js|jsx)$/, '');
  return [path, bare].flatMap((one) => endings.map((ending) => one + ending)).find((one) => among.has(one));
}
