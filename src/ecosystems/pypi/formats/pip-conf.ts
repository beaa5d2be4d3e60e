import type { DependencyFile, Include } from '../../../model/dependency.ts';
import type { Format, PathIndex, SourceFile } from '../../../model/ecosystem.ts';
import { startOf } from '../../../model/location.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, parentOf } from '../../../text/paths.ts';
import { isNamed } from '../beside.ts';
import { type IniOption, readIni, type ValueLine, wordsOf } from '../ini.ts';
import { readFormats } from '../pip/format-control.ts';
import { type Collector, createCollector } from '../pyproject/collector.ts';
import { addIndexes, type Index } from '../pyproject/indexes.ts';
import { limitAge, onlyBinary, requireHashes, trustHost } from '../safeguards.ts';
import { format as requirements } from './requirements.ts';

const id = 'pip-conf';

/**
 * Configuration of pip (pip.pypa.io, topics/configuration): the sections that decide what `pip install`, `pip download`
 * and `pip wheel` fetch. A command's own section overrides `[global]`.
 */
export const format: Format = {
  id,
  title: 'pip.conf',
  role: 'configuration',
  matches: isNamed('pip.conf', 'pip.ini'),
  parse: parsePipConf,
  neighbours: findInstalling,
  includesAnyName: true,
};

const sections = ['install', 'download', 'wheel', 'global'];

function parsePipConf({ path, text }: SourceFile): DependencyFile {
  const index = indexLines(text);
  const collector = createCollector(path, text, index);
  const { options, strays } = readIni(text, true);
  for (const { start, end } of strays) collector.unparsed(index.region(start, end), 'neither a section nor an option');
  const ours = sections.flatMap((section) => options.filter((option) => option.section === section));
  // `configparser` gives the options of `DEFAULT` to every section that does not set them itself.
  const isSet = (option: IniOption) => ours.some((one) => nameOf(one) === nameOf(option));
  if (ours.length > 0) ours.push(...options.filter((one) => one.section === 'DEFAULT' && !isSet(one)));
  for (const [clients, isRead] of readers) {
    const read = ours.filter(({ section }) => isForInstall(section) === isRead);
    addIndexes(
      read.flatMap((option) => readIndexes(option, collector)),
      collector,
      { clients },
    );
  }
  for (const option of ours) {
    readClient(option, collector);
    readSafeguards(option, collector);
    readIncludes(option, collector);
  }
  if (collector.found.clients.length === 0) collector.client({ client: 'pip' }, startOf(path));
  return { path, format: id, role: 'configuration', holdsBelow: true, ...collector.found };
}

const projects = isNamed('pyproject.toml', 'setup.py', 'setup.cfg');

/** What is installed by it: the files of the folder and of those below. */
function findInstalling(path: string, { all }: PathIndex): readonly string[] {
  const folder = joinPath(parentOf(path), '');
  return all.filter(
    (one) => one.startsWith(folder) && (projects(one) === 'name' || requirements.matches(one) === 'name'),
  );
}

/** `pip install` does not read what is for `pip download` and `pip wheel`. */
const isForInstall = (section: string): boolean => section !== 'download' && section !== 'wheel';
const readers = [
  [['pip'], true],
  [[], false],
] as const;

const roles = { 'index-url': 'primary', 'extra-index-url': 'extra', 'find-links': 'extra' } as const;

/** pip takes `index_url` and `--index-url` for `index-url` (pip `configuration.py`, `_normalize_name`). */
const nameOf = ({ key }: IniOption): string => key.toLowerCase().replaceAll('_', '-').replace(/^--/, '');

const isRole = (name: string): name is keyof typeof roles => Object.hasOwn(roles, name);

function readIndexes(option: IniOption, collector: Collector): readonly Index[] {
  const name = nameOf(option);
  if (!isRole(name)) return [];
  return wordsOf(option).map((word) => ({
    name: '',
    url: word.text,
    role: roles[name],
    ...(name === 'find-links' ? { isLinks: true as const } : {}),
    region: regionOf(word, collector),
  }));
}

/** pip reads no such file of a folder that it is run in: its `no-index` takes no index away from anybody (`readSafeguards`). */
function readClient(option: IniOption, collector: Collector): void {
  const [word] = wordsOf(option);
  if (word === undefined || !isForInstall(option.section)) return;
  const name = nameOf(option);
  const formats = name === 'prefer-binary' && !isOn(word.text) ? undefined : readFormats(name, word.text);
  const told = name === 'pre' && isOn(word.text) ? { prereleases: true as const } : formats && { formats };
  const { start } = option.keySpan;
  if (told !== undefined)
    collector.client({ client: 'pip', ...told }, collector.index.region(start, word.at + word.text.length));
}

const includes: ReadonlyMap<string, Pick<Include, 'kind' | 'clients' | 'effect'>> = new Map([
  ['requirement', { kind: 'requirements' }],
  ['constraint', { kind: 'constraints', clients: ['pip'] }],
  ['build-constraint', { kind: 'constraints', clients: ['pip'], effect: 'building' }],
]);

/** Options that are given to every command: files that it installs, or is constrained by, and projects. */
function readIncludes(option: IniOption, collector: Collector): void {
  const name = nameOf(option);
  const { kind, ...more } = includes.get(name) ?? {};
  for (const word of kind === undefined && name !== 'editable' ? [] : wordsOf(option)) {
    if (kind === undefined) collector.project(word.text, regionOf(word, collector));
    else collector.include(kind, word.text, regionOf(word, collector), more);
  }
}

function readSafeguards(option: IniOption, collector: Collector): void {
  const name = nameOf(option);
  const setting = option.section === 'global' ? name : `${option.section}.${name}`;
  for (const word of wordsOf(option)) {
    const region = regionOf(word, collector);
    if (name === 'proxy' || name === 'cert')
      collector.safeguard({ setting, value: word.text, guard: 'transport', strength: 0, byDefault: 1 }, region);
    if (name === 'no-index')
      collector.safeguard(
        { setting, value: word.text, guard: 'verification', strength: isOn(word.text) ? 1 : 0, byDefault: 0 },
        region,
      );
    if (name === 'trusted-host') collector.safeguard(trustHost(setting, word.text), region);
    if (name === 'require-hashes') collector.safeguard(requireHashes(setting, isOn(word.text)), region);
    if (name === 'only-binary') for (const one of onlyBinary(setting, word.text)) collector.safeguard(one, region);
  }
  if (name === 'uploaded-prior-to') addAge(option, setting, collector);
}

function addAge({ lines }: IniOption, setting: string, collector: Collector): void {
  for (const line of lines) {
    const limit = limitAge(setting, line.text);
    const region = regionOf(line, collector);
    if (limit === undefined) collector.unparsed(region, 'neither a date nor a duration');
    else collector.safeguard(limit, region);
  }
}

/** `distutils.util.strtobool`, as pip reads flags. */
const isOn = (text: string): boolean => /^(?:y|yes|t|true|on|1)$/i.test(text);

const regionOf = ({ text, at }: ValueLine, { index }: Collector) => index.region(at, at + text.length);
