import { endpoints } from '../../../knowledge/endpoints.ts';
import type { Source } from '../../../model/dependency.ts';
import { splitRef } from '../git-hosts.ts';
import { sourceOfResolved } from '../lock/source.ts';
import { readSpec, splitNamed } from '../specs.ts';
import type { YarnEntry } from './entry.ts';

/** What an entry stands for: the package that is installed. */
export interface Identity {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Source;
  readonly resolved: string | undefined;
  /** Hashes that stand elsewhere than in the entry's own field. */
  readonly hash?: string;
}

const fromRegistry: Source = { kind: 'registry' };

/** Another name of the public registry, and the one that Yarn 1 asks and records by default (yarn, constants.js). */
const yarnRegistry = `${endpoints.yarn}/`;

/** `<name>@npm:<version>`, `<name>@workspace:<folder>` and the like: the reference decides (`@yarnpkg/core`, structUtils). */
export function readResolution(resolution: string, entry: YarnEntry): Identity | undefined {
  const { name, rest } = splitNamed(resolution);
  if (name === '' || rest === undefined) return undefined;
  const { reference, parameters } = splitParameters(rest);
  if (reference.startsWith('npm:')) return fromNpm(name, reference.slice('npm:'.length), parameters);
  const version = writtenVersion(entry.version);
  if (reference.startsWith('workspace:')) {
    return { name, version: undefined, source: { kind: 'workspace' }, resolved: reference };
  }
  // What is installed is the wrapped package with a patch on it; the recorded address names the patch.
  if (reference.startsWith('patch:')) return { ...readPatched(name, reference), version, resolved: rest };
  return { name, version, source: sourceOfReference(name, reference), resolved: reference };
}

function sourceOfReference(name: string, reference: string): Source {
  const { url, ref } = splitRef(reference);
  const isCloned = /^https?:/i.test(url) && (url.endsWith('.git') || ref?.includes('commit=') === true);
  if (isCloned) return withCommit({ kind: 'git', url, ...(ref === undefined ? {} : { ref }) });
  // A program of the project that makes the package.
  const isMade = reference.startsWith('exec:');
  const spec = readSpec(name, isMade ? `file:${reference.slice('exec:'.length)}` : reference);
  return spec.kind === 'source' ? withCommit(spec.source) : { kind: 'unknown' };
}

/** Parameters follow `::`, as those of an address follow `?`. */
function splitParameters(rest: string): { readonly reference: string; readonly parameters: string } {
  const at = rest.indexOf('::');
  return at === -1
    ? { reference: rest, parameters: '' }
    : { reference: rest.slice(0, at), parameters: rest.slice(at + 2) };
}

/** `__archiveUrl` names the archive where it is not where the registry would have it (`@yarnpkg/plugin-npm`). */
function fromNpm(name: string, version: string, parameters: string): Identity {
  const resolved = parameters === '' ? undefined : (new URLSearchParams(parameters).get('__archiveUrl') ?? undefined);
  return { name, version, source: resolved === undefined ? fromRegistry : sourceOfArchive(name, resolved), resolved };
}

/** `patch:<name>@<reference>#<patches>`, the inner pair percent-encoded; patches may be laid on top of each other. */
function readPatched(name: string, reference: string): Pick<Identity, 'name' | 'source'> {
  let inner = reference;
  for (let layers = 0; inner.startsWith('patch:') && layers < 8; layers += 1) {
    const hash = inner.indexOf('#');
    const pair = splitNamed(decode(inner.slice('patch:'.length, hash === -1 ? undefined : hash)));
    if (pair.rest === undefined) return { name, source: { kind: 'unknown' } };
    const wrapped = { ...pair, rest: pair.rest };
    inner = wrapped.rest;
    if (inner.startsWith('patch:')) continue;
    const { reference: plain, parameters } = splitParameters(inner);
    if (plain.startsWith('npm:')) return { name: wrapped.name, source: fromNpm(wrapped.name, '', parameters).source };
    const isVersion = !plain.includes(':') && !plain.includes('/');
    return { name: wrapped.name, source: isVersion ? fromRegistry : sourceOfReference(wrapped.name, plain) };
  }
  return { name, source: { kind: 'unknown' } };
}

/** Later Yarns write a commit as `#commit=<hash>`, beside other parameters (`@yarnpkg/plugin-git`). */
function withCommit(source: Source): Source {
  if (source.kind !== 'git' || source.ref === undefined) return source;
  const commit = new URLSearchParams(source.ref).get('commit');
  return commit === null || commit === '' ? source : { ...source, ref: commit };
}

/** What Yarn writes where there is no version. */
const writtenVersion = (version: string | undefined): string | undefined =>
  version === '0.0.0' || version === '0.0.0-use.local' ? undefined : version;

/** Of Yarn 1: the pattern names the package, or its alias' target; the address says where it comes from. */
export function readClassicEntry(pattern: string, entry: YarnEntry): Identity {
  const { name: rawName, rest = '' } = splitNamed(pattern);
  const alias = rest.startsWith('npm:') ? splitNamed(rest.slice('npm:'.length)).name : undefined;
  const isNamed = names(rawName);
  const name = alias ?? (isNamed ? rawName : (entry.name ?? rawName));
  if (entry.resolved === undefined) return unresolved(name, isNamed ? rest : pattern, entry);
  return readAddress(name, entry.version, entry.resolved);
}

/** Whether what stands before an `@` is a name, and not the beginning of an address. */
const names = (text: string): boolean => !text.includes(':') && (!text.includes('/') || text.startsWith('@'));

/** Without an address it is a folder, or comes from the registry that is configured. */
function unresolved(name: string, range: string, entry: YarnEntry): Identity {
  const spec = readSpec(name, range);
  const source = spec.kind === 'source' ? spec.source : fromRegistry;
  const isLocal = source.kind === 'path' || source.kind === 'workspace';
  return { name, version: isLocal ? writtenVersion(entry.version) : entry.version, source, resolved: undefined };
}

const commit = /^[0-9a-f]{40}$/;

/** `<address>#<sha-1 of the archive>`, or of a git repository `<address>#<commit>`. */
function readAddress(name: string, version: string | undefined, text: string): Identity {
  const at = text.indexOf('#');
  const url = at === -1 ? text : text.slice(0, at);
  const isWeb = url.startsWith('https://') || /^https?:/i.test(url);
  if (!isWeb) {
    const spec = readSpec(name, text);
    return { name, version, source: spec.kind === 'source' ? spec.source : { kind: 'unknown' }, resolved: text };
  }
  const fragment = at === -1 ? '' : text.slice(at + 1);
  if (url.endsWith('.git')) {
    return {
      name,
      version,
      source: { kind: 'git', url, ...(fragment === '' ? {} : { ref: fragment }) },
      resolved: text,
    };
  }
  const source = sourceOfArchive(name, url);
  if (!commit.test(fragment)) return { name, version, source, resolved: url };
  return { name, version, source, resolved: url, hash: `sha1:${fragment}` };
}

/** Yarn fetches repositories on GitHub as the archive of one commit. */
function sourceOfArchive(name: string, url: string): Source {
  if (url.startsWith(yarnRegistry) && url.includes('/-/')) return fromRegistry;
  const [, owner, repository, ref] =
    /^https:\/\/codeload\.github\.com\/([^/]+)\/([^/]+)\/tar\.gz\/([^/?#]+)$/.exec(url) ?? [];
  if (owner === undefined || repository === undefined || ref === undefined) return sourceOfResolved(name, url);
  return { kind: 'git', url: `https://github.com/${owner}/${repository}`, ref };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
