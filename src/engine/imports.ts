import type { Ecosystem, Format } from '../model/ecosystem.ts';
import type { ChangedText } from '../model/inspection.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import type { ImportSubject } from '../model/subject.ts';
import { type Declaration, type Ground, maxDeclaring, readDeclarations } from './import-declared.ts';
import { type FreshImport, findFresh, isOwnCode, type Language, listLanguages } from './import-scan.ts';
import { describeImport } from './import-subjects.ts';
import { findEarlier, localNames, readLocals } from './import-tree.ts';
import type { Reader } from './read.ts';
import type { RegistryBook } from './registries.ts';
import type { OpenQuestion } from './unverified.ts';

export interface ImportsInput {
  readonly source: ChangeSource;
  readonly ecosystems: readonly Ecosystem[];
  readonly formats: readonly Format[];
  readonly reader: Reader;
  readonly policy: Policy;
  readonly registries: RegistryBook;
  readonly names: {
    readonly lists: { written(): string; rankOf(ecosystem: string, name: string): number | undefined };
  };
}

export interface ImportsFound {
  /** Those that registries are to be asked about. */
  readonly asked: readonly ImportSubject[];
  /** Those of which the repository tells all: another part of it declares them. */
  readonly told: readonly ImportSubject[];
  readonly notifications: readonly Notification[];
  readonly open: readonly OpenQuestion[];
}

const nothing: ImportsFound = { asked: [], told: [], notifications: [], open: [] };

/** Imports that are asked for in one audit: a budget of requests ends before. */
const maxSubjects = 5_000;

/** Whether a changed file is read for what it imports. */
export const wantsImportsOf =
  (ecosystems: readonly Ecosystem[]) =>
  (path: string): boolean =>
    ecosystems.some(({ imports }) => imports !== undefined && isOwnCode(path, { imports }));

/**
 * What changed code newly imports and nothing of the repository is, brings or declares. What is left after each step is less:
 * the next one costs more.
 */
export async function describeImports(texts: readonly ChangedText[], input: ImportsInput): Promise<ImportsFound> {
  const { source, ecosystems, names } = input;
  const read = listLanguages(ecosystems, () => names.lists.written()).map((language) => ({
    language,
    ...findFresh(language, texts),
  }));
  const notifications = read.flatMap((one) => one.notifications);
  if (read.every(({ fresh }) => fresh.length === 0)) return { ...nothing, notifications };
  const { entries, partial, incomplete } = await source.head.entries(() => true);
  const gap = partial ?? incomplete;
  if (gap !== undefined) return { ...nothing, notifications: [...notifications, noteGap(gap)] };
  const ground = { ...input, head: source.head, entries };
  const found = await Promise.all(
    read
      .filter(({ fresh }) => fresh.length > 0)
      .map(({ language, fresh, used }) => judge(language, fresh, used, ground)),
  );
  const subjects = found.flatMap((one) => one.subjects);
  const taken = subjects.slice(0, maxSubjects);
  return {
    asked: taken.filter(({ borrowed }) => borrowed === undefined),
    told: taken.filter(({ borrowed }) => borrowed !== undefined),
    notifications: [...notifications, ...found.flatMap((one) => one.notifications)],
    open: subjects.length > maxSubjects ? [tooMany(subjects.length)] : [],
  };
}

interface Judged {
  readonly subjects: readonly ImportSubject[];
  readonly notifications: readonly Notification[];
}

async function judge(
  language: Language,
  fresh: readonly FreshImport[],
  used: ReadonlySet<string>,
  ground: Ground & ImportsInput,
): Promise<Judged> {
  const { imports, ecosystem } = language;
  const { entries, source, names } = ground;
  const none = { subjects: [], notifications: [] };
  const local = localNames(imports, entries);
  const foreign = fresh.filter(({ target }) => target.declaresItself === true || !local.has(target.name));
  if (foreign.length === 0) return none;
  const near = await readDeclarations(foreign, true, ground);
  const isDeclared = (found: Declaration | undefined) => found?.kind === 'declared';
  const left = foreign.filter((one) => !isDeclared(near.find(one)));
  if (left.length === 0) return none;
  const all = await readDeclarations(left, false, ground);
  const nowhere = left.filter((one) => !isDeclared(all.find(one)));
  const isLocal = await readLocals(imports, nowhere, ground);
  const undeclared = nowhere.filter(({ use, target }) => !isLocal(use.module, target));
  const isCompared = source.mode !== 'all' && source.hasBase && undeclared.length > 0;
  const earlier = isCompared ? await findEarlier(language, undeclared, source.base) : new Set<string>();
  const open = undeclared.filter(({ key }) => !earlier.has(key));
  const rankOf = names.lists.rankOf;
  const imported = new Set([...used].map((name) => ecosystem.names.normalise(name)));
  const unknown = all
    .unknownOf(language, (pkg) => imported.has(pkg))
    .filter((pkg) => rankOf(ecosystem.type, pkg) === undefined);
  const context = { ...ground, owner: source.owner, side: all.side, rankOf, unknown };
  return {
    subjects: open.map((one) => {
      const found = all.find(one);
      return describeImport(one, found?.kind === 'borrowed' ? found : undefined, context);
    }),
    notifications: open.length > 0 && all.left > 0 ? [noteLeft(all.left)] : [],
  };
}

const noteGap = (gap: string): Notification => ({
  level: 'warning',
  message: `imports were not held against what is declared: ${gap}`,
});

const noteLeft = (left: number): Notification => ({
  level: 'warning',
  message: `an import may be told that is declared: of the files that declare something ${maxDeclaring} were read, and ${left} not`,
});

const tooMany = (amount: number): OpenQuestion => ({
  question: 'existence',
  source: 'imports',
  reason: `${amount} undeclared imports are new: only ${maxSubjects} were asked for`,
  overBudget: true,
});
