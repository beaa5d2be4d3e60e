import type { FactContext } from '../facts/kind.ts';
import type { Ecosystem, Format } from '../model/ecosystem.ts';
import type { ChangeSource, Tree } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import type { DependencySubject } from '../model/subject.ts';
import { keyOf } from './name-key.ts';
import { indexPaths, isVendored, targetsOf } from './paths.ts';
import { type LoadedFile, openSide, type Reader, type Side } from './read.ts';
import { declaredNames } from './subjects.ts';

/** Marks what turns out to be the repository's own. */
export interface Claimer {
  claim(
    subjects: readonly DependencySubject[],
    facts: Pick<FactContext, 'fact'>,
  ): Promise<readonly DependencySubject[]>;
  /** Why some own packages may not be marked. */
  notes(): readonly Notification[];
}

/** Manifests that are looked through; a repository with more of them names its own packages in the configuration. */
const maxManifests = 5000;

/**
 * A name that no registry holds may be a package of the repository that nothing connects with the changed file. Only then
 * are all manifests of the trusted side read: the head could declare any name it likes.
 */
export function createClaimer(world: {
  readonly source: ChangeSource;
  readonly reader: Reader;
  readonly formats: readonly Format[];
  readonly ecosystems: readonly Ecosystem[];
}): Claimer {
  const { ecosystems } = world;
  let reading: ReturnType<typeof readDeclared> | undefined;
  let gaps: readonly (string | undefined)[] = [];
  return {
    async claim(subjects, facts) {
      const isMissing = (subject: DependencySubject) => {
        if (subject.own || subject.registries.length === 0) return false;
        const { state } = facts.fact('package', subject);
        return state === 'absent' || (state === 'unknown' && subject.mayHide);
      };
      // Whether another name is missing tells nothing of one that is there.
      const missing = new Set(subjects.filter(isMissing).map(nameOf));
      if (missing.size === 0) return subjects;
      reading ??= readDeclared(world);
      const { declared, gaps: found } = await reading;
      gaps = found;
      return subjects.map((subject) => {
        if (!missing.has(nameOf(subject))) return subject;
        const { ecosystem, name } = subject.dependency;
        const scope = ecosystems.find(({ type }) => type === ecosystem)?.names.scopeOf(name);
        const own = subject.own || declared.names.has(nameOf(subject));
        const ownScope = subject.ownScope || (scope !== undefined && declared.scopes.has(scope));
        return own === subject.own && ownScope === subject.ownScope ? subject : { ...subject, own, ownScope };
      });
    },
    notes: () => gaps.flatMap(noteGap),
  };
}

const nameOf = ({ dependency: { ecosystem, name } }: DependencySubject): string => keyOf(ecosystem, name);

/** What all manifests of the trusted side declare. */
async function readDeclared({ source, reader, formats, ecosystems }: Parameters<typeof createClaimer>[0]) {
  const { entries, incomplete, partial } = await source.policy.entries(isManifestOf(formats));
  const side = openSide(source.policy, entries);
  const declared = declaredNames(await reader.load(side, entries.slice(0, maxManifests)), ecosystems);
  return { declared, gaps: [incomplete, partial, entries.length > maxManifests ? tooMany(entries.length) : undefined] };
}

/** Manifests of the members that the workspaces of a folder name, wherever they lie below it. */
export async function readMembers(
  { files }: Side,
  tree: () => Promise<Tree>,
  { reader, formats }: { readonly reader: Reader; readonly formats: readonly Format[] },
): Promise<{ readonly members: readonly LoadedFile[]; readonly gaps: readonly string[] }> {
  const includes = [...files.values()].flatMap(({ parsed }) =>
    parsed.includes.filter(({ kind }) => kind === 'workspace'),
  );
  if (includes.length === 0) return { members: [], gaps: [] };
  const whole = await tree();
  const { entries, incomplete, partial } = await whole.entries(isManifestOf(formats));
  const index = indexPaths(entries.map(({ path }) => path));
  const targets = new Set(includes.flatMap((include) => targetsOf(include, index)));
  const named = entries.filter(({ path }) => targets.has(path) && !files.has(path));
  const members = await reader.load(openSide(whole, named), named.slice(0, maxManifests));
  const gaps = [incomplete, partial, named.length > maxManifests ? tooMany(named.length) : undefined];
  return { members, gaps: gaps.filter((gap) => gap !== undefined) };
}

/** Files that may say what a package of the project is called, but for those that installers unpacked. */
function isManifestOf(formats: readonly Format[]): (path: string) => boolean {
  const telling = formats.filter(({ namesProject }) => namesProject === true);
  return (path) => !isVendored(path) && telling.some((format) => format.matches(path) === 'name');
}

const tooMany = (amount: number): string => `only ${maxManifests} of ${amount} manifests are read`;

const noteGap = (gap: string | undefined): readonly Notification[] =>
  gap === undefined
    ? []
    : [{ level: 'warning', message: `a package of this repository may be told as one that does not exist: ${gap}` }];
