import type { Source } from '../../../model/dependency.ts';
import { readField } from '../../../text/decode.ts';
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
export function identify({ identity, rest }: BunPackage): BunIdentity | undefined {
  const { name, rest: reference } = splitNamed(identity);
  if (name === '' || reference === undefined || reference === '') return undefined;
  const integrity = rest.findLast((element) => typeof element === 'string' && /^sha\d+-/.test(element));
  const hash = typeof integrity === 'string' ? integrity : undefined;
  if (/^v?\d/.test(reference)) return fromRegistry(name, reference, rest, hash);
  const isOwn = reference.startsWith('workspace:') || reference === 'root:';
  const source: Source = isOwn ? { kind: 'workspace' } : sourceOf(name, reference);
  const resolved = source.kind === 'url' || source.kind === 'git' ? reference : undefined;
  return { name, version: undefined, source, resolved, integrity: hash };
}

/** The second element is the address of the archive, empty on the default registry. */
function fromRegistry(
  name: string,
  version: string,
  rest: readonly unknown[],
  integrity: string | undefined,
): BunIdentity {
  const address = typeof rest[0] === 'string' && rest[0] !== '' ? rest[0] : undefined;
  const isBundled = readField(infoOf(rest), 'bundled') === true;
  const source: Source = isBundled ? { kind: 'bundled' } : registrySource(name, address);
  return { name, version, source, resolved: address, integrity };
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

/** What the tuple says of the package itself: the object among its elements. */
export const infoOf = (rest: readonly unknown[]): unknown =>
  rest.find((element) => typeof element === 'object' && element !== null && !Array.isArray(element));
