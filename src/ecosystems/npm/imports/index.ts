import { scanJavaScript } from '../../../code/imports/javascript.ts';
import type { Imports, ImportUse } from '../../../model/imports.ts';
import { names } from '../names.ts';
import { aliasesIn, isAliasing } from './aliases.ts';
import { ambientIn } from './ambient.ts';
import { rootsIn } from './roots.ts';
import { readSpecifier } from './specifier.ts';

const code = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/i;
const marked = /\.(?:vue|svelte|astro)$/i;
/** It describes types of what is there anyway. */
const description = /\.d\.[cm]?ts$/i;
/** Folders that a project's own names are looked for in, beside its root (`baseUrl`, `NODE_PATH`, `resolve.modules`). */
const roots: ReadonlySet<string> = new Set([
  ...['src', 'app', 'lib', 'source', 'client', 'server', 'frontend', 'web', 'js', 'javascript', 'packages', 'modules'],
  ...['apps', 'libs'],
]);

export const imports: Imports = {
  isCode: (path) => code.test(path) && !description.test(path),
  scan: (path, text) => (marked.test(path) ? scanMarkup(path, text) : scanJavaScript(text)),
  targetOf: ({ module }) => readSpecifier(module),
  packagesOf: ({ module }) => [readSpecifier(module)?.name ?? module],
  localNames(path) {
    const parts = path.split('/');
    if (!/\.(?:[cm]?[jt]sx?|vue|svelte|json|s?css|less)$/i.test(path) || description.test(path)) return [];
    return parts.flatMap((part, at) => {
      const folder = parts[at - 1];
      if (folder !== undefined && !roots.has(folder)) return [];
      return at === parts.length - 1 ? [part.slice(0, part.indexOf('.')), part] : [part];
    });
  },
  isSetting: (path) => isAliasing(path) || description.test(path),
  localsIn: (path, text) =>
    description.test(path) ? ambientIn(text) : { names: aliasesIn(path, text), roots: rootsIn(path, text) },
  typesOf: (name) => `@types/${names.scopeOf(name) === undefined ? name : name.slice(1).replace('/', '__')}`,
  isolates: true,
};

/** Scripts in a file of markup; the frontmatter of Astro. Others hold no imports. */
function scanMarkup(path: string, text: string): readonly ImportUse[] {
  const found: ImportUse[] = [];
  const scan = (start: number, end: number) => {
    for (const use of scanJavaScript(text.slice(start, end)))
      found.push({ ...use, start: use.start + start, end: use.end + start });
  };
  if (/\.astro$/i.test(path) && /^\s*---/.test(text.slice(0, 100))) {
    const start = text.indexOf('---') + '---'.length;
    const end = text.indexOf('\n---', start);
    if (end !== -1) scan(start, end);
  }
  for (let at = text.indexOf('<script'); at !== -1; ) {
    const start = text.indexOf('>', at);
    const end = start === -1 ? -1 : text.indexOf('</script', start);
    if (end === -1) break;
    scan(start + 1, end);
    at = text.indexOf('<script', end);
  }
  return found;
}
