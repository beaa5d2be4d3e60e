import type { DependencyFile, Scope } from '../../../model/dependency.ts';
import type { Format, SourceFile } from '../../../model/ecosystem.ts';
import { indexLines } from '../../../text/lines.ts';
import { findBeside, findPipSettings, isNamed } from '../beside.ts';
import { type IniOption, itemsOf, readIni, type ValueLine, wordsOf } from '../ini.ts';
import { type Collector, createCollector } from '../pyproject/collector.ts';
import { dropComment } from '../setuptools.ts';

const id = 'setup-cfg';
const fileName = 'setup.cfg';

/**
 * The declarative configuration of setuptools (setuptools.pypa.io, userguide/declarative_config), and the index that its
 * `easy_install` asks. Sections of other tools are none of ours.
 */
export const format: Format = {
  id,
  title: fileName,
  role: 'manifest',
  matches: isNamed(fileName),
  parse: parseSetupCfg,
  neighbours: (path, tree) => [...findBeside('pyproject.toml', 'setup.py')(path, tree), ...findPipSettings(path, tree)],
};

function parseSetupCfg({ path, text }: SourceFile): DependencyFile {
  const index = indexLines(text);
  const collector = createCollector(path, text, index);
  const { options, strays } = readIni(text, false);
  for (const { start, end } of strays) collector.unparsed(index.region(start, end), 'neither a section nor an option');
  for (const option of options) readOption(option, collector);
  return { path, format: id, role: 'manifest', ...collector.found };
}

const scopes: ReadonlyMap<string, Scope> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'dev'],
]);

function readOption(option: IniOption, collector: Collector): void {
  const key = option.key.toLowerCase().replaceAll('-', '_');
  const scope = scopes.get(key);
  if (option.section === 'options' && scope !== undefined) addRequirements(option, scope, collector);
  else if (option.section === 'options.extras_require') addRequirements(option, 'optional', collector);
  else if (option.section === 'metadata' && key === 'name') addOwn(option, collector);
  else if (option.section === 'easy_install') addIndexes(option, key, collector);
}

/** A value that begins with `file:` names files with requirements, separated by commas. */
function addRequirements(option: IniOption, scope: Scope, collector: Collector): void {
  const [first] = option.lines;
  if (first?.text.startsWith('file:')) {
    for (const file of filesOf(option)) {
      collector.include('requirements', file.text, regionOf(file, collector));
    }
    return;
  }
  for (const item of itemsOf(option, ';')) {
    const value = dropComment(item.text);
    if (value !== '') {
      const region = collector.index.region(item.at, item.at + value.length);
      collector.requirement({ value, region, offset: item.at }, scope);
    }
  }
}

function filesOf(option: IniOption): readonly ValueLine[] {
  const names = option.lines.flatMap((line, index) => {
    const skip = index === 0 ? 'file:'.length : 0;
    const rest = { text: line.text.slice(skip), at: line.at + skip };
    return itemsOf({ ...option, lines: [rest], multiline: false }, ',');
  });
  return names.filter(({ text }) => text !== '');
}

function addOwn({ lines }: IniOption, collector: Collector): void {
  const [line] = lines;
  if (line !== undefined && !/^(?:attr|file):/.test(line.text))
    collector.own(line.text, undefined, regionOf(line, collector));
}

/** What `easy_install` is told (setuptools 79 and before: requirements of `setup_requires` come from there). */
function addIndexes(option: IniOption, key: string, collector: Collector): void {
  const role = key === 'index_url' ? 'primary' : key === 'find_links' ? 'extra' : undefined;
  if (role === undefined) return;
  const isLinks = role === 'extra' ? { isLinks: true as const } : {};
  for (const { text, at } of wordsOf(option))
    collector.registry({ url: text, role, clients: ['setuptools'], ...isLinks }, regionOf({ text, at }, collector));
}

const regionOf = ({ text, at }: ValueLine, { index }: Collector) => index.region(at, at + text.length);
