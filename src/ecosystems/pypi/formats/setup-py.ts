import type { DependencyFile, Scope } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { findBeside, findPipSettings, isNamed } from '../beside.ts';
import { type Collector, createCollector } from '../pyproject/collector.ts';
import { flatten, type Written } from '../python/flatten.ts';
import { type Given, type Module, readModule } from '../python/module.ts';
import { addDependencyLink, linesIn } from '../setuptools.ts';

const id = 'setup-py';

/**
 * `setup.py`, without running it: literals, and names that stand for literals, in the keywords of setuptools
 * (setuptools.pypa.io, references/keywords). What else is given to them is `unparsed`.
 */
export const format: Format = {
  id,
  title: 'setup.py',
  role: 'manifest',
  matches: isNamed('setup.py'),
  parse: parseSetupPy,
  neighbours: (path, tree) => [
    ...findBeside('pyproject.toml', 'setup.cfg')(path, tree),
    ...findPipSettings(path, tree),
  ],
};

const scopes: ReadonlyMap<string, Scope> = new Map([
  ['install_requires', 'runtime'],
  ['extras_require', 'optional'],
  ['setup_requires', 'build'],
  ['tests_require', 'dev'],
]);

const keywords = new Set([...scopes.keys(), 'dependency_links']);

function parseSetupPy({ path, text }: SourceFile): DependencyFile {
  const collector = createCollector(path, text, indexLines(text));
  const module = readModule(text, keywords);
  const expanded = new Map<string, Set<string>>();
  for (const given of module.given) {
    const names = expanded.get(given.keyword) ?? new Set();
    expanded.set(given.keyword, names);
    readGiven(given, module, names, collector);
  }
  for (const name of module.names.flatMap((one) => flatten(one, module, new Set()).texts)) {
    collector.own(name.value, undefined, regionOf(name, collector));
  }
  for (const { callee, value } of module.spreads) {
    if (callee !== 'setup') continue;
    const isRead = value.kind === 'dict' || (value.kind === 'name' && module.bindings.has(value.name));
    if (!isRead)
      addUnknown({ ...value, reason: 'what is spread here is no literal, and nothing is executed' }, collector);
  }
  return { path, format: id, role: 'manifest', ...collector.found };
}

function readGiven(given: Given, module: Module, expanded: Set<string>, collector: Collector): void {
  const { keyword, value } = given;
  const scope = scopes.get(keyword);
  const { texts, unknown } = flatten(value, module, expanded);
  for (const one of unknown) addUnknown(one, collector);
  for (const line of texts.flatMap(linesIn)) {
    const written = { ...line, region: regionOf(line, collector) };
    if (scope === undefined) addDependencyLink(written, collector);
    else collector.requirement(written, scope);
  }
}

function addUnknown(
  { start, end, reason }: { readonly start: number; readonly end: number; readonly reason: string },
  collector: Collector,
): void {
  if (end > start) collector.unparsed(collector.index.region(start, end), reason);
}

/** Where exactly the text stands, else the literal it comes from. */
function regionOf({ value, offset, start, end }: Written, { index }: Collector) {
  return offset === undefined ? index.region(start, end) : index.region(offset, offset + value.length);
}
