import { ecosystems } from '../ecosystems/index.gen.ts';
import { composeEntryPoints, type EntryPoint, type Settings } from '../engine/compose.ts';
import { discoverChanges } from '../engine/discover.ts';
import { ignorePaths } from '../engine/ignore.ts';
import { waysOf } from '../engine/installations.ts';
import { keyOf } from '../engine/name-key.ts';
import { createReader } from '../engine/read.ts';
import { createRegistryBook, type EnvironmentRegistry } from '../engine/registries.ts';
import { type Promised, plainAddress, sayList, type Verification, verifyLogs } from '../engine/verify-logs.ts';
import { logs as formats } from '../logs/index.gen.ts';
import type { Dependency } from '../model/dependency.ts';
import { type Ecosystem, MalformedFileError } from '../model/ecosystem.ts';
import type { InstallLog } from '../model/install-log.ts';
import { startOf } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource } from '../model/ports.ts';
import { purl } from '../model/purl.ts';
import { matchesName } from '../text/glob.ts';
import { formats as dependencyFormats } from './formats.ts';

/** Largest log that is read, in bytes. */
export const maxLogBytes = 64 * 1024 * 1024;

/** A log as it was read from the disk, or why it was not. */
export interface LogFile {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly reason?: string;
}

export interface VerifiedLogs extends Verification {
  /** Logs that could not be read or are not known, and files of the tree that could not be read. */
  readonly skipped: readonly Skipped[];
}

interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface VerifyInput {
  /** The tree whose files say which index serves a name. */
  readonly source: ChangeSource;
  readonly policy: Policy;
  readonly environment: readonly EnvironmentRegistry[];
  readonly since?: string;
  readonly until?: string;
}

/** Reads logs, and holds them against the configuration of the tree. */
export async function verifyLogFiles(files: readonly LogFile[], input: VerifyInput): Promise<VerifiedLogs> {
  const skipped: Skipped[] = [];
  const read = files.flatMap((file) => {
    const found = readLog(file);
    if (found.length === 0)
      skipped.push({ path: file.path, reason: file.reason ?? 'it is no install log that is known' });
    return found;
  });
  const { since, until } = input;
  const period = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const promised = read.length === 0 ? () => undefined : await readPromises(input, skipped);
  return { ...verifyLogs(read, promised, { ecosystems, ...period }), skipped };
}

/** A log of a whole job may hold the output of several clients. */
function readLog({ path, bytes }: LogFile): readonly InstallLog[] {
  if (bytes === undefined) return [];
  const text = decode(bytes);
  return formats.flatMap((format) => {
    if (!format.recognises(text)) return [];
    try {
      return [format.parse({ path, text })];
    } catch (error) {
      if (!(error instanceof MalformedFileError)) throw error;
      const unparsed = [{ location: startOf(path), text: '', reason: error.message }];
      return [{ path, format: format.id, installed: [], unparsed }];
    }
  });
}

/** PowerShell redirects as UTF-16 with a byte-order mark. */
function decode(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * Which indexes the files of a tree, and the configuration, let serve a name.
 * @param skipped gains the files of the tree that could not be read: what they say is not known
 */
async function readPromises({ source, policy, environment }: VerifyInput, skipped: Skipped[]) {
  const reader = createReader(dependencyFormats, source.owner);
  const discovered = await discoverChanges({ ...source, mode: 'all' }, reader, dependencyFormats);
  const { head, incomplete } = ignorePaths(discovered, policy);
  skipped.push(...head.skipped.values(), ...incomplete.map((reason) => ({ path: head.tree.label, reason })));
  const all = [...composeEntryPoints(head).values()].filter(
    ({ path }) => head.files.get(path)?.parsed.role !== 'prose',
  );
  const book = createRegistryBook(policy, environment);
  const declared = declarations(all);
  const known = new Map<string, Promised | undefined>();
  const indexesOf = (type: string) => {
    const configured = policy.registries[type] ?? [];
    const uses = [...all.flatMap(({ registries }) => registries), ...environment];
    const named = uses.filter(({ ecosystem }) => ecosystem === type);
    const mirrors = configured.filter(({ mirrorsPublic }) => mirrorsPublic).map(({ url }) => url);
    return { known: [...new Set([...named, ...configured].map(({ url }) => url))], mirrors };
  };
  const indexes = new Map<string, ReturnType<typeof indexesOf>>();

  const promise = (ecosystem: Ecosystem, name: string): Promised | undefined => {
    const naming = declared.get(keyOf(ecosystem.type, name));
    const places =
      naming?.settings ?? all.filter((one) => speaksOf(one, ecosystem.type)).map(({ settings }) => settings);
    const found = orNothingSet([...places]).flatMap((settings) =>
      book
        .candidates(askFor(ecosystem.type, name), ecosystem, settings)
        .flatMap((one) => [one, ...(one.standsFor ?? [])]),
    );
    const pattern = policy.private[ecosystem.type]?.find((glob) => matchesName(glob, name));
    const meant = pattern === undefined ? found : found.filter((one) => !one.public);
    if (meant.length === 0) return undefined;
    const candidates = meant.filter(
      ({ url }, at) => URL.canParse(url) && meant.findIndex((one) => one.url === url) === at,
    );
    const origins = sayList([...new Set(candidates.map(({ origin }) => origin))]);
    return {
      indexes: candidates.map(({ url }) => url),
      ...indexes.get(ecosystem.type),
      because: pattern === undefined ? origins : `the configuration calls ${pattern} private`,
      isPrivate: meant.every((one) => !one.public),
      addresses: new Set(naming?.addresses.map(plainAddress)),
    };
  };

  return (type: string, name: string): Promised | undefined => {
    const key = keyOf(type, name);
    const ecosystem = ecosystems.find((one) => one.type === type);
    if (ecosystem !== undefined && !indexes.has(type)) indexes.set(type, indexesOf(type));
    if (ecosystem !== undefined && !known.has(key)) known.set(key, promise(ecosystem, name));
    return known.get(key);
  };
}

interface Declaration {
  readonly settings: Set<Settings>;
  readonly addresses: string[];
}

/** Who asks for a name, and the addresses it is asked for at. */
function declarations(all: readonly EntryPoint[]): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const place of all) {
    for (const item of place.items) {
      const { dependency } = item;
      const key = keyOf(dependency.ecosystem, dependency.name);
      const one = found.get(key) ?? { settings: new Set(), addresses: [] };
      found.set(key, one);
      for (const settings of waysOf(item, place).usual) one.settings.add(settings);
      one.addresses.push(...addressOf(dependency));
    }
  }
  return found;
}

/** What clients ask where no file says anything. */
const orNothingSet = (places: readonly Settings[]): readonly Settings[] =>
  places.length === 0 ? [{ uses: [], told: [] }] : places;

const speaksOf = ({ items, registries }: EntryPoint, type: string): boolean =>
  items.some(({ dependency }) => dependency.ecosystem === type) ||
  registries.some(({ ecosystem }) => ecosystem === type);

function addressOf({ source }: Dependency): readonly string[] {
  if (source.kind === 'url' || source.kind === 'git') return [source.url];
  return source.kind === 'path' ? [source.path] : [];
}

const askFor = (ecosystem: string, name: string): Dependency => ({
  purl: purl(ecosystem, name),
  ecosystem,
  name,
  rawName: name,
  source: { kind: 'registry' },
  direct: false,
  scope: 'runtime',
  location: startOf(''),
});
