import type { Location } from '../../../model/location.ts';
import type { CheckedFile } from '../../../model/lock-check.ts';
import { matchesGlob } from '../../../text/glob.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { splitNamed } from '../specs.ts';

/** Sections of a package.json that lockfiles copy. */
export const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
export type Section = (typeof sections)[number];

/** What a manifest asks for, as it is written. */
export interface Manifest {
  readonly path: string;
  /** Name to range. */
  readonly sections: ReadonlyMap<Section, ReadonlyMap<string, string>>;
  /** Names whose ranges the project changes everywhere: keys of Yarn's `resolutions`. */
  readonly resolutions: readonly string[];
  /** Names whose ranges npm changes somewhere: keys of `overrides`, at any depth. */
  readonly overridden: ReadonlySet<string>;
  /** Keys of `pnpm.overrides`. */
  readonly pnpmOverrides: readonly string[];
  readonly hasWorkspaces: boolean;
  /** Whether a folder, relative to its own, is a member of its workspace. */
  isMember(folder: string): boolean;
  /** Where it asks for a name; undefined where that cannot be told. */
  locate(name: string): Location | undefined;
}

/** Undefined where the file is not at hand or no JSON. */
export function readManifest(file: CheckedFile | undefined): Manifest | undefined {
  const root = file === undefined ? undefined : parseObject(file.text);
  if (file === undefined || root === undefined) return undefined;
  const optional = textsOf(root['optionalDependencies']);
  const read = (section: Section): readonly [Section, ReadonlyMap<string, string>] => {
    const own = textsOf(root[section]);
    // optionalDependencies override dependencies of the same name (npm: package.json).
    const kept = section === 'dependencies' ? [...own].filter(([name]) => !optional.has(name)) : own;
    return [section, new Map(kept)];
  };
  const locations = new Map<string, Location>();
  for (const { direct, rawName, location } of file.parsed.dependencies) if (direct) locations.set(rawName, location);
  return {
    path: file.parsed.path,
    sections: new Map(sections.map(read)),
    resolutions: Object.keys(objectOf(root['resolutions']) ?? {}),
    overridden: namesIn(root['overrides']),
    pnpmOverrides: Object.keys(objectOf(objectOf(root['pnpm'])?.['overrides']) ?? {}),
    hasWorkspaces: root['workspaces'] !== undefined,
    isMember: (folder) => {
      const path = normalisePath(`${joinPath(parentOf(file.parsed.path), folder)}/package.json`);
      const { includes } = file.parsed;
      return includes.some((one) => one.kind === 'workspace' && matchesGlob(one.path ?? '', path ?? ''));
    },
    locate: (name) => locations.get(name),
  };
}

/** Keys are names, with a range or not; those inside another are for what that one requires (npm: package.json). */
function namesIn(overrides: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [overrides];
  for (const list of open) {
    for (const [key, value] of Object.entries(objectOf(list) ?? {})) {
      names.add(splitNamed(key).name);
      open.push(value);
    }
  }
  return names;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The object that a text holds; undefined where it holds none. Keys are own ones, whatever they are called. */
export function parseObject(text: string): JsonRecord | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function objectOf(value: unknown): JsonRecord | undefined {
  return isRecord(value) ? value : undefined;
}

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object that are texts. */
export function textsOf(value: unknown): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(objectOf(value) ?? {})) if (typeof text === 'string') texts.set(key, text);
  return texts;
}
