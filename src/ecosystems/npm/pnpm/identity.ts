import type { Source } from '../../../model/dependency.ts';
import { sourceOfResolved } from '../lock/source.ts';
import { readSpec } from '../specs.ts';
import type { PackageKey } from './keys.ts';
import type { LockPackage } from './lock-content.ts';

export interface Identity {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Source;
}

const fromRegistry: Source = { kind: 'registry' };

/** What an entry installs; undefined where nothing names it. The key counts, as for pnpm: its fields only complete it. */
export function identify(entry: LockPackage, key: PackageKey): Identity | undefined {
  const name = key.name ?? entry.name;
  if (name === undefined || name === '') return undefined;
  const version = key.version ?? entry.version;
  return { name, version, source: sourceOf(name, entry, key) };
}

/** Whether key and fields of an entry name different packages: pnpm up to version 8 believed the fields. */
export const isSplit = (entry: LockPackage, key: PackageKey): boolean =>
  (key.name !== undefined && entry.name !== undefined && key.name !== entry.name) ||
  (key.version !== undefined && entry.version !== undefined && key.version !== entry.version);

function sourceOf(name: string, entry: LockPackage, key: PackageKey): Source {
  const { type, tarball } = entry;
  const { address } = key;
  if (type === undefined && tarball === undefined && key.version !== undefined) {
    if (key.alias === undefined && key.host === undefined) return fromRegistry;
  }
  if (type === 'directory') return { kind: 'path', path: entry.directory ?? stripFile(address ?? '') };
  if (type === 'git') return gitSource(entry);
  if (type === 'binary' || type === 'variations')
    return entry.url === undefined ? unknown : { kind: 'url', url: entry.url };
  if (type !== undefined) return unknown;
  if (tarball !== undefined) return tarballSource(name, tarball, key);
  if (address !== undefined) return addressSource(name, address);
  if (key.alias !== undefined) return unknown;
  return key.host === undefined ? fromRegistry : { kind: 'registry', url: `https://${key.host}` };
}

/** A registry that only the settings know by its alias, or a resolver of the project's own. */
const unknown: Source = { kind: 'unknown' };

const gitSource = ({ repository, commit }: LockPackage): Source =>
  repository === undefined
    ? unknown
    : { kind: 'git', url: repository, ...(commit === undefined ? {} : { ref: commit }) };

/** Archives of a commit, as GitHub serves them: pnpm downloads those instead of cloning. */
const archiveOfCommit = /^https:\/\/codeload\.github\.com\/([\w.-]+\/[\w.-]+)\/tar\.gz\/([0-9a-fA-F]{7,64})$/;

function tarballSource(name: string, tarball: string, { version }: PackageKey): Source {
  if (tarball.startsWith('file:')) return { kind: 'path', path: stripFile(tarball) };
  const [, repository, commit] = archiveOfCommit.exec(tarball) ?? [];
  if (repository !== undefined && commit !== undefined) {
    return { kind: 'git', url: `https://github.com/${repository}`, ref: commit };
  }
  return version === undefined ? { kind: 'url', url: tarball } : sourceOfResolved(name, tarball);
}

function addressSource(name: string, address: string): Source {
  if (address.startsWith('file:')) return { kind: 'path', path: stripFile(address) };
  const spec = readSpec(name, address);
  return spec.kind === 'source' ? spec.source : unknown;
}

const stripFile = (text: string): string => (text.startsWith('file:') ? text.slice('file:'.length) : text);
