import type { RegistryUse, Safeguard } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { startOf } from '../model/location.ts';
import type {
  AmbiguitySubject,
  ArtifactSubject,
  GapSubject,
  RegistrySubject,
  SafeguardSubject,
  Subject,
} from '../model/subject.ts';
import { countOut } from '../text/count-out.ts';
import { maskCredentials } from '../text/mask.ts';
import { parentOf } from '../text/paths.ts';
import { isArtifact } from './artifact.ts';
import type { Discovery } from './discover.ts';
import { findLost } from './lost-registries.ts';
import { type LoadedFile, textAt } from './read.ts';
import { describeTools } from './tool-settings.ts';
import { newUnparsed } from './unread.ts';

/** A changed file before and after; either side may be missing. */
interface Pair {
  readonly before?: LoadedFile;
  readonly after?: LoadedFile;
}

interface Known {
  readonly ecosystems: readonly Ecosystem[];
  isTrusted(use: RegistryUse): boolean;
}

/** What changed files say besides their dependencies: settings, and what readers take differently or not at all. */
export function describeFiles(discovery: Discovery, known: Known): readonly Subject[] {
  const { base, head, changed } = discovery;
  const pairs = changed.map(({ path, previousPath, change }): Pair => {
    const before = change === 'added' ? undefined : base.files.get(previousPath ?? path);
    const after = head.files.get(path);
    return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  });
  return [
    ...pairs.flatMap((pair) => changedRegistries(pair, pairs, { ...known, base, head })),
    ...pairs.flatMap((pair) => removedRegistries(pair, known.ecosystems)),
    ...pairs.flatMap(changedSafeguards),
    ...describeTools(pairs, base),
    ...pairs.flatMap(newAmbiguities),
    ...pairs.flatMap(newGaps),
    ...changed.flatMap(describeArtifact),
    ...unreadFiles(discovery),
  ];
}

/** At an empty address there is none. */
const registriesIn = (file: LoadedFile | undefined): readonly RegistryUse[] =>
  file?.parsed.registries.filter(({ url }) => url !== '') ?? [];

/** Registries by what they serve: another address in the same place is the old one repointed. */
function changedRegistries(
  pair: Pair,
  pairs: readonly Pair[],
  known: Known & Pick<Discovery, 'base' | 'head'>,
): RegistrySubject[] {
  const { before, after } = pair;
  const place = ({ ecosystem, role, names }: RegistryUse) => JSON.stringify([ecosystem, role, names]);
  const isNew = countOut(registriesIn(before).map((use) => JSON.stringify([place(use), use.url])));
  const set = distinct(registriesIn(after).filter(({ isUnset }) => isUnset !== true));
  const fresh = set.filter((use) => isNew(JSON.stringify([place(use), use.url])));
  const stays = new Set(registriesIn(after).map((use) => JSON.stringify([place(use), use.url])));
  const gone = registriesIn(before).filter((use) => !stays.has(JSON.stringify([place(use), use.url])));
  const subjects = fresh.map((use): RegistrySubject => {
    const sameAddress = gone.findIndex((old) => old.ecosystem === use.ecosystem && old.url === use.url);
    const at = sameAddress === -1 ? gone.findIndex((old) => place(old) === place(use)) : sameAddress;
    const [previous] = at === -1 ? [] : gone.splice(at, 1);
    const subject = { kind: 'registry', use, trusted: known.isTrusted(use), at: use.location } as const;
    return {
      ...subject,
      ...(previous === undefined ? {} : { previous }),
      ...(isDefault(use, known.ecosystems) ? { isDefault: true } : {}),
      ...proseOf(after),
    };
  });
  const told = foldMany(oneForEachLine(subjects.filter((subject) => !isRenamed(subject, known))));
  const isScript = before?.parsed.role === 'script' && after?.parsed.role === 'script';
  const lost = isScript && !losesSettings(pair) ? foldMany(findLost(before, after, known, subjects)) : [];
  return [...told, ...goneRegistries(gone, pair, pairs, known.ecosystems), ...lost];
}

/** A line that names a registry may have several uses of it (uv: what points to it, and what points to it under a marker). */
const oneForEachLine = (subjects: readonly RegistrySubject[]): RegistrySubject[] =>
  [
    ...new Map(
      subjects.toReversed().map((one) => [JSON.stringify([one.use.ecosystem, one.use.url, one.at]), one]),
    ).values(),
  ].toReversed();

/** Another name of the same registry, which serves the same as before. */
function isRenamed({ use, previous }: RegistrySubject, { ecosystems }: Known): boolean {
  if (previous === undefined || previous.url === use.url) return false;
  const canonical = ecosystems.find(({ type }) => type === use.ecosystem)?.registries.canonical;
  if (canonical === undefined || canonical(previous.url) !== canonical(use.url)) return false;
  return previous.role === use.role && JSON.stringify(previous.names) === JSON.stringify(use.names);
}

/** A line that holds for several parts of a file is one line. */
function distinct(uses: readonly RegistryUse[]): readonly RegistryUse[] {
  const seen = new Set<string>();
  return uses.filter(({ within: _, ...use }) => {
    const key = JSON.stringify(use);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** Nobody writes so many by hand: what stands there a thousand times is told once. */
const mostRegistries = 20;

function foldMany(subjects: readonly RegistrySubject[]): readonly RegistrySubject[] {
  if (subjects.length <= mostRegistries) return subjects;
  const isHarmless = ({ trusted, previous }: RegistrySubject) => Number(trusted && previous === undefined);
  const [first, ...others] = [...subjects].sort((a, b) => isHarmless(a) - isHarmless(b));
  return first === undefined ? [] : [{ ...first, further: others.length }];
}

const proseOf = (file: LoadedFile | undefined): { readonly fileRole?: 'prose' } =>
  file?.parsed.role === 'prose' ? { fileRole: 'prose' } : {};

/** Where a registry is taken away and nothing stands in its place, the public default serves those names from then on. */
function removedRegistries(pair: Pair, ecosystems: readonly Ecosystem[]): RegistrySubject[] {
  const place = ({ ecosystem, role, names }: RegistryUse) => JSON.stringify([ecosystem, role, names]);
  if (!losesSettings(pair)) return [];
  const { before, after } = pair;
  const kept = new Set(registriesIn(after).map(place));
  return registriesIn(before).flatMap((previous): RegistrySubject[] => {
    const ecosystem = ecosystems.find(({ type }) => type === previous.ecosystem);
    if (kept.has(place(previous)) || previous.role === 'extra' || ecosystem === undefined) return [];
    const location = startOf(after?.path ?? previous.location.path);
    const use: RegistryUse = { ...previous, url: ecosystem.registries.default, location };
    const same = ecosystem.registries.canonical(previous.url) === ecosystem.registries.canonical(use.url);
    return same ? [] : [{ kind: 'registry', use, previous, trusted: true, at: location }];
  });
}

const losesSettings = ({ before, after }: Pair): boolean =>
  before?.configures === true || (after !== undefined && before?.parsed.role === 'manifest');

/** Of those that nothing stands in the place of, the ones beside others that no changed file of the folder names any more. */
function goneRegistries(
  gone: readonly RegistryUse[],
  pair: Pair,
  pairs: readonly Pair[],
  ecosystems: readonly Ecosystem[],
): readonly RegistrySubject[] {
  const extras = gone.filter((use) => use.role === 'extra' && !isDefault(use, ecosystems));
  if (extras.length === 0 || !losesSettings(pair)) return [];
  const path = pair.after?.path ?? pair.before?.path ?? '';
  const beside = pairs.flatMap(({ after }) =>
    after !== undefined && parentOf(after.path) === parentOf(path) ? registriesIn(after) : [],
  );
  const keyOf = ({ ecosystem, url }: RegistryUse) =>
    `${ecosystem} ${ecosystems.find(({ type }) => type === ecosystem)?.registries.canonical(url) ?? url}`;
  const kept = new Set(beside.map(keyOf));
  const lost = new Map(extras.filter((use) => !kept.has(keyOf(use))).map((use) => [keyOf(use), use]));
  return foldMany(
    [...lost.values()].map((use) => ({ kind: 'registry', use, isGone: true, trusted: true, at: startOf(path) })),
  );
}

/** The public default by its own address: naming it changes nothing. */
function isDefault({ ecosystem: type, url }: RegistryUse, ecosystems: readonly Ecosystem[]): boolean {
  const registries = ecosystems.find((one) => one.type === type)?.registries;
  return registries !== undefined && registries.canonical(url) === registries.canonical(registries.default);
}

function changedSafeguards({ before, after }: Pair): SafeguardSubject[] {
  const old = bySetting(before?.parsed.safeguards ?? []);
  const now = bySetting(after?.parsed.safeguards ?? []);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((setting): SafeguardSubject[] => {
    const [was, is] = [old.get(setting), now.get(setting)];
    if (was?.value === is?.value && was?.strength === is?.strength) return [];
    // What a text no longer says protects nobody less.
    if (is === undefined && before?.parsed.role === 'prose') return [];
    const at = is?.location ?? startOf(after?.path ?? before?.path ?? '');
    return [
      {
        kind: 'safeguard',
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
        ...proseOf(after),
        at,
      },
    ];
  });
}

/** A setting that stands twice holds as the last one says. */
const bySetting = (list: readonly Safeguard[]): ReadonlyMap<string, Safeguard> =>
  new Map(list.map((one) => [one.setting, one]));

function newAmbiguities({ before, after }: Pair): AmbiguitySubject[] {
  if (after === undefined) return [];
  const key = (file: LoadedFile, at: AmbiguitySubject['ambiguity']) => `${at.reason}\0${textAt(file, at.location)}`;
  const isNew = countOut(before?.parsed.ambiguities?.map((one) => key(before, one)) ?? []);
  return (after.parsed.ambiguities ?? [])
    .filter((one) => isNew(key(after, one)))
    .map((ambiguity) => ({ kind: 'ambiguity', ambiguity, at: ambiguity.location }));
}

/** Longest text of a gap that is shown. */
const maxGapText = 200;

function newGaps({ before, after }: Pair): GapSubject[] {
  if (after === undefined) return [];
  return newUnparsed(after, before).map(({ location, reason, text }) => ({
    kind: 'gap',
    reason,
    text: maskCredentials(text).slice(0, maxGapText),
    fileRole: after.parsed.role,
    at: location,
  }));
}

function unreadFiles({ head, changed }: Discovery): readonly GapSubject[] {
  const paths = new Set(changed.map(({ path }) => path));
  return [...head.skipped.values()]
    .filter(({ path }) => paths.has(path))
    .map(({ path, reason }) => ({ kind: 'gap', reason, fileRole: 'manifest', at: startOf(path) }));
}

const describeArtifact = ({ path, change }: Discovery['changed'][number]): readonly ArtifactSubject[] =>
  change === 'removed' || !isArtifact(path) ? [] : [{ kind: 'artifact', path, change, at: startOf(path) }];
