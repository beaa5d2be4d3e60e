import type { Dependency } from '../model/dependency.ts';
import { locate } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import { purl } from '../model/purl.ts';
import type { DependencySubject, ImportSubject } from '../model/subject.ts';
import { withoutUndefined } from '../text/defined.ts';
import { matchesName } from '../text/glob.ts';
import { indexLines, type LineIndex } from '../text/lines.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { rememberFor } from '../text/remember.ts';
import { composeEntryPoints, type Settings } from './compose.ts';
import { findDenied } from './denied.ts';
import type { Declaration } from './import-declared.ts';
import { type FreshImport, writtenFor } from './import-scan.ts';
import type { Side } from './read.ts';
import type { RegistryBook } from './registries.ts';

export interface ImportContext {
  readonly policy: Policy;
  readonly registries: RegistryBook;
  /** The repository owner's namespace, where the platform names one. */
  readonly owner: string | undefined;
  /** What is declared, with the settings of its clients. */
  readonly side: Side;
  /** Rank of a package among those that many use. */
  rankOf(ecosystem: string, name: string): number | undefined;
  /** Declared packages of which nobody knows by which names they are imported. */
  readonly unknown: readonly string[];
}

const lines = new WeakMap<object, { readonly made: LineIndex }>();
const denials = new WeakMap<object, { readonly made: ReturnType<typeof findDenied> }>();

/** What is to be judged of an import that is declared nowhere, or for others alone. */
export function describeImport(
  fresh: FreshImport,
  found: Extract<Declaration, { kind: 'borrowed' }> | undefined,
  context: ImportContext,
): ImportSubject {
  const { file, use, target, language } = fresh;
  const index = rememberFor(lines, file, () => indexLines(file.text));
  const at = locate(file.path, index.region(use.start, use.end));
  const { name, isGuess } = nameOf(fresh, context);
  const dependency: Dependency = {
    purl: purl(language.ecosystem.type, name),
    ecosystem: language.ecosystem.type,
    name,
    rawName: name,
    source: { kind: 'registry' },
    direct: true,
    scope: 'runtime',
    location: at,
  };
  return {
    kind: 'import',
    module: use.module,
    name: target.name,
    wanted: wantedOf(dependency, fresh, context),
    mayComeFrom: language.imports.namesDiffer === true ? context.unknown : [],
    at,
    ...withoutUndefined({
      isGuess: isGuess ? (true as const) : undefined,
      isOptional: use.isOptional,
      isTypeOnly: use.isTypeOnly,
      declaresItself: target.declaresItself,
      borrowed: found && { at: found.dependency.location, isLocked: found.by.parsed.role === 'lockfile' },
      isolates: language.imports.isolates,
      namesDiffer: language.imports.namesDiffer,
    }),
  };
}

/** The package that would have to be declared: what is written down for the import, else one of its own name. */
function nameOf({ language, use, target }: FreshImport, { rankOf }: ImportContext) {
  const { ecosystem, imports, modules } = language;
  const packages = imports.packagesOf(use);
  const own = packages.at(-1) ?? target.name;
  const isNamespace = modules.isNamespace(own);
  const rank = (name: string) => rankOf(ecosystem.type, name) ?? Number.POSITIVE_INFINITY;
  const written = writtenFor(language, packages);
  const within = isNamespace ? packages.filter((one) => !modules.isNamespace(one)) : [];
  const exact = within.filter((one) => rank(one) < Number.POSITIVE_INFINITY);
  const [best] = [...exact, ...written].sort((a, b) => rank(a) - rank(b));
  if (exact[0] !== undefined) return { name: exact[0], isGuess: false };
  return best === undefined ? { name: within.at(-1) ?? own, isGuess: isNamespace } : { name: best, isGuess: false };
}

function wantedOf(dependency: Dependency, { language, file }: FreshImport, context: ImportContext): DependencySubject {
  const { ecosystem } = language;
  const { type } = ecosystem;
  const { name } = dependency;
  const { policy, registries, owner, side } = context;
  const matching = (globs: readonly string[] = []) => globs.find((glob) => matchesName(glob, name));
  const privateBy = matching(policy.private[type]);
  const deniedBy = rememberFor(denials, policy, () => findDenied(policy))(type, name);
  const scope = ecosystem.names.scopeOf(name);
  return {
    kind: 'dependency',
    dependency,
    fileRole: 'code',
    at: dependency.location,
    registries: registries.candidates(dependency, ecosystem, settingsFor(file.path, type, side)),
    choices: [],
    own: matching(policy.firstParty[type]) !== undefined,
    ownScope: scope !== undefined && owner !== undefined && scope === `@${owner.toLowerCase()}`,
    mayHide: ecosystem.registries.mayHide(name),
    newToRepository: true,
    ...withoutUndefined({ privateBy, deniedBy }),
  };
}

const noSettings: Settings = { uses: [], told: [] };

/** What the nearest project says of indexes: it would be declared there. */
function settingsFor(path: string, ecosystem: string, side: Side): Settings {
  const points = [...composeEntryPoints(side).values()].filter(({ items, registries }) =>
    [...items.map(({ dependency }) => dependency), ...registries].some((one) => one.ecosystem === ecosystem),
  );
  for (const folder of foldersAbove(parentOf(path))) {
    const here = points.find((point) => parentOf(point.path) === folder);
    if (here !== undefined) return here.settings;
  }
  return noSettings;
}
