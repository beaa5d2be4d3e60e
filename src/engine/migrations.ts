import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { DependencySubject, MigrationSubject } from '../model/subject.ts';

/** So many packages of one lockfile that go from one host to another are worth a word, though each is harmless. */
const many = 10;

interface Move {
  readonly subject: DependencySubject;
  readonly from: string;
  readonly to: string;
}

/**
 * Packages of lockfiles that come from another host than before: those that left a private one for the public registry are
 * marked, and many that went the same way to where they may come from are told as one migration. What is wrong with a move
 * is told of each package, and put together where it is told.
 */
export function findMigrations(
  subjects: readonly DependencySubject[],
  ecosystems: readonly Ecosystem[],
): { readonly subjects: readonly DependencySubject[]; readonly migrations: readonly MigrationSubject[] } {
  const moves = new Map(subjects.flatMap((subject) => moveOf(subject, ecosystems)).map((move) => [move.subject, move]));
  const left = new Set([...moves.values()].filter((move) => becomesPublic(move, ecosystems)));
  const harmless = [...moves.values()].filter((move) => !left.has(move) && isExpected(move.subject));
  const migrations = groupMoves(harmless).flatMap((group): readonly MigrationSubject[] => {
    const [first] = group;
    if (first === undefined || group.length < many) return [];
    const { from, to, subject } = first;
    const names = group.map((one) => one.subject.dependency.name);
    return [{ kind: 'migration', ecosystem: subject.dependency.ecosystem, from, to, names, at: subject.at }];
  });
  const marked = subjects.map((subject) => {
    const move = moves.get(subject);
    return move !== undefined && left.has(move) ? { ...subject, leftPrivate: move.from } : subject;
  });
  return { subjects: marked, migrations };
}

/** The registries in use keep their archives there. */
const isExpected = ({ archive, strayRegistry }: DependencySubject): boolean =>
  archive?.expectedHost !== false && strayRegistry === undefined;

function groupMoves(moves: readonly Move[]): readonly (readonly Move[])[] {
  const groups = new Map<string, Move[]>();
  for (const move of moves) {
    const { dependency, at } = move.subject;
    const key = JSON.stringify([dependency.ecosystem, at.path, move.from, move.to]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [move]);
    else group.push(move);
  }
  return [...groups.values()];
}

function moveOf(subject: DependencySubject, ecosystems: readonly Ecosystem[]): readonly Move[] {
  const { previous, dependency, fileRole } = subject;
  if (fileRole !== 'lockfile' || previous === undefined) return [];
  const [from, to] = [hostOf(previous), hostOf(dependency) ?? publicHostOf(subject, ecosystems)];
  if (from === undefined || to === undefined || from === to) return [];
  return isOneRegistry(from, to, dependency.ecosystem, ecosystems) ? [] : [{ subject, from, to }];
}

/** Names and archives of the public registry lie on hosts of several names: from one to another nothing moves. */
function isOneRegistry(from: string, to: string, type: string, ecosystems: readonly Ecosystem[]): boolean {
  const registries = ecosystems.find((one) => one.type === type)?.registries;
  const hosts = registries?.archiveHosts(registries.default) ?? [];
  return hosts.includes(from) && hosts.includes(to);
}

/** The host that the entry records: of its registry, else of its archive. */
function hostOf({ source, resolved }: Dependency): string | undefined {
  if (source.kind !== 'registry') return undefined;
  const url = source.url ?? resolved;
  return url !== undefined && URL.canParse(url) ? new URL(url).host || undefined : undefined;
}

/** An entry that records no host comes from the registry in use: told only where that is the public one alone. */
function publicHostOf(
  { dependency: { source, resolved, ecosystem }, registries }: DependencySubject,
  ecosystems: readonly Ecosystem[],
): string | undefined {
  const isSilent = source.kind === 'registry' && source.url === undefined && resolved === undefined;
  const [only, ...others] = registries;
  if (!isSilent || only?.public !== true || only.standsFor !== undefined || others.length > 0) return undefined;
  const address = ecosystems.find(({ type }) => type === ecosystem)?.registries.default;
  return address === undefined || !URL.canParse(address) ? undefined : new URL(address).host;
}

function becomesPublic({ subject, from, to }: Move, ecosystems: readonly Ecosystem[]): boolean {
  const registries = ecosystems.find(({ type }) => type === subject.dependency.ecosystem)?.registries;
  if (registries === undefined || hasSameBytes(subject)) return false;
  const hosts = registries.archiveHosts(registries.default);
  return hosts.includes(to) && !hosts.includes(from);
}

/** The hashes hold the client to what it installed before, wherever it comes from. */
export function hasSameBytes({
  previous,
  dependency: { version, integrity = [] },
}: Pick<DependencySubject, 'previous' | 'dependency'>): boolean {
  const known = previous?.integrity ?? [];
  return previous?.version === version && integrity.length > 0 && integrity.every((hash) => known.includes(hash));
}
