import type { DependencyFile } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';

/** The same file with every place of it under another path: that of the file which a symbolic link leads to. */
export function relocate(file: DependencyFile, path: string): DependencyFile {
  const move = <T extends { readonly location: Location; readonly within?: Location }>(one: T): T => ({
    ...one,
    location: { ...one.location, path },
    ...(one.within === undefined ? {} : { within: { ...one.within, path } }),
  });
  return {
    ...file,
    dependencies: file.dependencies.map(move),
    registries: file.registries.map(move),
    includes: file.includes.map(move),
    own: file.own.map(move),
    unparsed: file.unparsed.map(move),
    ...(file.ambiguities === undefined ? {} : { ambiguities: file.ambiguities.map(move) }),
    ...(file.constraints === undefined ? {} : { constraints: file.constraints.map(move) }),
    ...(file.clients === undefined ? {} : { clients: file.clients.map(move) }),
    ...(file.safeguards === undefined ? {} : { safeguards: file.safeguards.map(move) }),
    ...(file.tools === undefined ? {} : { tools: file.tools.map(move) }),
  };
}
