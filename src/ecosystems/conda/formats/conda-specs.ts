import type { Dependency, DependencyFile, RegistryUse, Source, Unparsed } from '../../../model/dependency.ts';
import { type Format, MalformedFileError, type SourceFile } from '../../../model/ecosystem.ts';
import { locate } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { indexLines, type LineIndex } from '../../../text/lines.ts';
import { addressOf, isArchive, readArchive } from '../channels.ts';
import { type MatchSpec, readMatchSpec } from '../match-spec.ts';
import { ecosystemType, isVirtual, names } from '../names.ts';

const id = 'conda-specs';

/**
 * What `conda create --file` takes (docs.conda.io, managing environments): a match specification a line, or, after
 * `@EXPLICIT`, the address of a package a line, with its hash behind `#`.
 */
export const format: Format = {
  id,
  title: 'conda package list',
  role: 'manifest',
  matches: (path) => (/\.(?:txt|lock)$/.test(path) ? 'content' : false),
  recognises: (text) => /^(?:@EXPLICIT\b|# \$ conda create --name )/m.test(text.slice(0, 4096)),
  parse: parseSpecs,
  neighbours: () => [],
};

const maxLength = 4 * 1024 * 1024;

interface Context {
  readonly path: string;
  readonly text: string;
  readonly index: LineIndex;
  readonly dependencies: Dependency[];
  readonly registries: RegistryUse[];
  readonly unparsed: Unparsed[];
}

function parseSpecs({ path, text }: SourceFile): DependencyFile {
  if (text.length > maxLength) throw new MalformedFileError(`more than ${maxLength} characters are not read`);
  const context: Context = { path, text, index: indexLines(text), dependencies: [], registries: [], unparsed: [] };
  let start = 0;
  for (const { 0: ending, index } of text.matchAll(/\r\n|[\r\n]|$/g)) {
    addLine(start, index, context);
    start = index + ending.length;
  }
  const { dependencies, registries, unparsed } = context;
  return { path, format: id, role: 'manifest', dependencies, registries, includes: [], own: [], unparsed };
}

function addLine(lineStart: number, lineEnd: number, context: Context): void {
  const line = context.text.slice(lineStart, lineEnd);
  const start = lineStart + line.length - line.trimStart().length;
  const written = line.trim();
  if (written === '' || written.startsWith('#') || written === '@EXPLICIT') return;
  if (isArchive(written)) return addArchive(written, start, context);
  const comment = written.search(/[ \t]#/);
  const spec = comment < 0 ? written : written.slice(0, comment).trimEnd();
  const read = readMatchSpec(spec);
  if (typeof read === 'string') reject(start, start + spec.length, read, context);
  else if (!isVirtual(read.name)) addSpec(read, start, start + spec.length, context);
}

function addSpec(spec: MatchSpec, start: number, end: number, context: Context): void {
  const { name, channel, requirement, requirementSpan, version, integrity, url } = spec;
  const region = (from: number, to: number) => context.index.region(start + from, start + to);
  const location = locate(context.path, context.index.region(start, end));
  const address = channel === undefined ? undefined : addressOf(channel);
  const source: Source =
    url === undefined ? { kind: 'registry', ...(address === undefined ? {} : { url: address }) } : { kind: 'url', url };
  const normal = names.normalise(name);
  context.dependencies.push({
    purl: purl(ecosystemType, normal, version),
    ecosystem: ecosystemType,
    name: normal,
    rawName: name,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    source,
    ...(integrity.length === 0 ? {} : { integrity }),
    direct: true,
    scope: 'runtime',
    location,
    nameRegion: region(spec.nameSpan.start, spec.nameSpan.end),
    ...(requirementSpan && { requirementRegion: region(requirementSpan.start, requirementSpan.end) }),
  });
  if (address !== undefined)
    context.registries.push({ ecosystem: ecosystemType, url: address, role: 'explicit', names: [normal], location });
}

/** `address#md5` or `address#sha256:...`. */
function addArchive(written: string, start: number, context: Context): void {
  const archive = readArchive(written);
  const fault = archive === undefined ? 'it has too few parts' : names.reject(archive.name);
  if (archive === undefined || fault !== undefined)
    return reject(start, start + written.length, `not the file name of a package: ${fault}`, context);
  const { name, version, channel, at } = archive;
  const hash = /#(?:(md5|sha256):?)?([0-9a-fA-F]{32,64})$/.exec(written);
  const kind = hash?.[1] ?? (hash?.[2]?.length === 64 ? 'sha256' : 'md5');
  const isAddress = /^https?:/i.test(written);
  const url = written.replace(/#.*$/s, '');
  const source: Source = !isAddress
    ? { kind: 'path', path: url }
    : channel === undefined
      ? { kind: 'url', url }
      : { kind: 'registry', url: channel };
  const normal = names.normalise(name);
  context.dependencies.push({
    purl: purl(ecosystemType, normal, version),
    ecosystem: ecosystemType,
    name: normal,
    rawName: name,
    version,
    source,
    ...(isAddress ? { resolved: url } : {}),
    ...(hash === null ? {} : { integrity: [`${kind}:${hash[2]}`] }),
    direct: true,
    scope: 'runtime',
    location: locate(context.path, context.index.region(start, start + written.length)),
    nameRegion: context.index.region(start + at, start + at + name.length),
  });
}

function reject(start: number, end: number, reason: string, { path, text, index, unparsed }: Context): void {
  unparsed.push({ location: locate(path, index.region(start, end)), text: text.slice(start, end), reason });
}
