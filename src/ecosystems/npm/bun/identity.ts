import type { Source } from '../../../model/dependency.ts';
import { sourceOfResolved } from '../lock/source.ts';
import { readSpec, splitNamed } from '../specs.ts';
import type { BunPackage } from './lock-content.ts';

export interface BunIdentity {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Source;
  readonly resolved: string | undefined;
  readonly integrity: string | undefined;
}

/** What an entry installs, by the first element of its tuple; undefined where that names nothing. */
export function identify(entry: BunPackage): BunIdentity | undefined {
  const { integrity } = entry;
  const { name, rest: reference } = splitNamed(entry.identity);
  if (name === '' || reference === undefined || reference === '') return undefined;
  if (/^v?\d/.test(reference)) return fromRegistry(name, reference, entry);
  const isOwn = reference.startsWith('workspace:') || reference === 'root:';
  const source: Source = isOwn ? { kind: 'workspace' } : sourceOf(name, reference);
  const resolved = source.kind === 'url' || source.kind === 'git' ? reference : undefined;
  return { name, version: undefined, source, resolved, integrity };
}

/** The second element is the address of the archive, empty on the default registry. */
function fromRegistry(name: string, version: string, { address, bundled, integrity }: BunPackage): BunIdentity {
  const resolved = address === '' ? undefined : address;
  const source: Source = bundled ? { kind: 'bundled' } : registrySource(name, resolved);
  return { name, version, source, resolved, integrity };
}

/** Older versions of Bun wrote the address of the registry itself. */
function registrySource(name: string, address: string | undefined): Source {
  if (address === undefined || /\.tgz$|\/-\/|\/download\//.test(address)) return sourceOfResolved(name, address);
  return { kind: 'registry', url: address };
}

function sourceOf(name: string, reference: string): Source {
  const path = /^(?:link|file|portal):(.*)$/s.exec(reference)?.[1];
  if (path !== undefined) return { kind: 'path', path };
  const spec = readSpec(name, reference);
  return spec.kind === 'source' ? spec.source : { kind: 'unknown' };
}
