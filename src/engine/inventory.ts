import type { Dependency, RegistryUse, Source } from '../model/dependency.ts';
import type { Format } from '../model/ecosystem.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { ChangeSource } from '../model/ports.ts';
import { maskCredentials } from '../text/mask.ts';
import { type Origins, originsOf, placeInGraph } from './chains.ts';
import { discoverChanges } from './discover.ts';
import { createReader, type LoadedFile, type SkippedFile } from './read.ts';

/** One file of an inventory, as it is published: JSON schema version 1 (`docs/inventory.schema.json`). */
export interface InventoryFile {
  readonly path: string;
  readonly format: string;
  readonly dependencies: readonly Omit<Dependency, 'nameRegion' | 'requirementRegion' | 'catalog' | 'inCatalog'>[];
  readonly registries: readonly RegistryUse[];
  readonly unparsed: LoadedFile['parsed']['unparsed'];
}

export interface Inventory {
  readonly files: readonly InventoryFile[];
  /** Dependency files that could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** Why files may be missing. */
  readonly incomplete: readonly string[];
}

/** What is declared where in a whole tree. Nobody is asked anything. */
export async function takeInventory(source: ChangeSource, formats: readonly Format[]): Promise<Inventory> {
  const { head, incomplete } = await discoverChanges(source, createReader(formats), formats);
  const origins = originsOf(head);
  const byPath = (a: { path: string }, b: { path: string }) => compareText(a.path, b.path);
  return {
    files: [...head.files].map(([path, file]) => describeFile(path, file, origins)).sort(byPath),
    skipped: [...head.skipped.values()].sort(byPath),
    incomplete,
  };
}

function describeFile(path: string, file: LoadedFile, origins: Origins): InventoryFile {
  const { format, dependencies, registries, unparsed } = file.parsed;
  return {
    path,
    format,
    dependencies: dependencies
      .map((one) => publish(placeInGraph(one, file, origins)))
      .sort((a, b) => compareLocations(a.location, b.location) || compareText(a.purl, b.purl)),
    // Who reads it, and how, is nothing that version 1 of the schema tells.
    registries: registries.map(({ ecosystem, url, role, names, location }) => ({
      ecosystem,
      url: maskCredentials(url),
      role,
      ...(names === undefined ? {} : { names }),
      location,
    })),
    unparsed: unparsed.map((one) => ({ ...one, text: maskCredentials(one.text) })),
  };
}

/** Addresses without user and password. */
function publish({
  nameRegion: _n,
  requirementRegion: _r,
  catalog: _c,
  inCatalog: _i,
  ...dependency
}: Dependency): InventoryFile['dependencies'][number] {
  const { requirement, resolved, source } = dependency;
  return {
    ...dependency,
    source: publishSource(source),
    ...(requirement === undefined ? {} : { requirement: maskCredentials(requirement) }),
    ...(resolved === undefined ? {} : { resolved: maskCredentials(resolved) }),
  };
}

const publishSource = (source: Source): Source =>
  'url' in source && source.url !== undefined ? { ...source, url: maskCredentials(source.url) } : source;
