import type { FactContext } from '../facts/kind.ts';
import type { Ecosystem, Format } from '../model/ecosystem.ts';
import type { ChangeSource } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import type { DependencySubject } from '../model/subject.ts';
import { keyOf } from './name-key.ts';
import { isVendored } from './paths.ts';
import { openSide, type Reader } from './read.ts';
import { declaredNames } from './subjects.ts';

/** The subjects, own packages marked, and why some of those may not be. */
export interface Claimed {
  readonly subjects: readonly DependencySubject[];
  readonly notifications: readonly Notification[];
}

/** Manifests that are looked through; a repository with more of them names its own packages in the configuration. */
const maxManifests = 5000;

/**
 * A name that no registry holds may be a package of the repository that nothing connects with the changed file. Only then
 * are all manifests of the trusted side read: the head could declare any name it likes.
 */
export async function claimOwn(
  subjects: readonly DependencySubject[],
  facts: Pick<FactContext, 'fact'>,
  world: {
    readonly source: ChangeSource;
    readonly reader: Reader;
    readonly formats: readonly Format[];
    readonly ecosystems: readonly Ecosystem[];
  },
): Promise<Claimed> {
  const isMissing = (subject: DependencySubject) => {
    if (subject.own || subject.registries.length === 0) return false;
    const { state } = facts.fact('package', subject);
    return state === 'absent' || (state === 'unknown' && subject.mayHide);
  };
  if (!subjects.some(isMissing)) return { subjects, notifications: [] };
  const { source, reader, formats, ecosystems } = world;
  const telling = formats.filter(({ namesProject }) => namesProject === true);
  const isManifest = (path: string) => !isVendored(path) && telling.some((format) => format.matches(path) === 'name');
  const { entries, incomplete, partial } = await source.policy.entries(isManifest);
  const side = openSide(source.policy, entries);
  const declared = declaredNames(await reader.load(side, entries.slice(0, maxManifests)), ecosystems);
  const claimed = subjects.map((subject) => {
    const { ecosystem, name } = subject.dependency;
    const scope = ecosystems.find(({ type }) => type === ecosystem)?.names.scopeOf(name);
    const own = subject.own || declared.names.has(keyOf(ecosystem, name));
    const ownScope = subject.ownScope || (scope !== undefined && declared.scopes.has(scope));
    return own === subject.own && ownScope === subject.ownScope ? subject : { ...subject, own, ownScope };
  });
  const gaps = [incomplete, partial, entries.length > maxManifests ? tooMany(entries.length) : undefined];
  return { subjects: claimed, notifications: gaps.flatMap(noteGap) };
}

const tooMany = (amount: number): string => `only ${maxManifests} of ${amount} manifests are read`;

const noteGap = (gap: string | undefined): readonly Notification[] =>
  gap === undefined
    ? []
    : [{ level: 'warning', message: `a package of this repository may be told as one that does not exist: ${gap}` }];
