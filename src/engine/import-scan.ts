import { type Modules, openModules } from '../knowledge/names/modules.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { type Imports, type ImportTarget, type ImportUse, maxImports } from '../model/imports.ts';
import type { ChangedText } from '../model/inspection.ts';
import type { Notification } from '../model/report.ts';
import { isForeignPath, isMadeByProgram } from '../text/made.ts';

/** A language's side of an ecosystem that is asked for packages. */
export interface Language {
  readonly ecosystem: Ecosystem;
  readonly imports: Imports;
  readonly modules: Modules;
}

/** A package, by the name that code knows it by, which a file newly imports: told by its first import. */
export interface FreshImport {
  readonly language: Language;
  readonly file: ChangedText;
  readonly use: ImportUse;
  readonly target: ImportTarget;
  /** Equal for imports of the same thing. */
  readonly key: string;
}

/** Material for tests: what it imports is often there to be wrong, and is run by none. */
const isMaterial = /(?:^|\/)_*(?:fixture|test[-_]?data|snapshot)s?_*\//i;

/** Code that is looked at: not what others wrote, what a program made, or what tests are fed with. */
export const isOwnCode = (path: string, { imports }: Pick<Language, 'imports'>): boolean =>
  imports.isCode(path) && !isForeignPath(path) && !isMaterial.test(path);

export const listLanguages = (ecosystems: readonly Ecosystem[], written: () => string): readonly Language[] =>
  ecosystems.flatMap((ecosystem) => {
    const { imports, lookups, type } = ecosystem;
    if (imports === undefined || lookups === undefined) return [];
    let modules: Modules | undefined;
    return [
      {
        ecosystem,
        imports,
        get modules() {
          modules ??= openModules(written(), type);
          return modules;
        },
      },
    ];
  });

/** What the changed files of a language import and none of them did before: what moved from one to another is not new. */
export function findFresh(language: Language, texts: readonly ChangedText[]) {
  const files = texts.filter(({ path, text }) => isOwnCode(path, language) && !isMade(path, text));
  const identify = openIdentities(language);
  const before = new Set(
    files.flatMap(({ path, before: text }) => (text === undefined ? [] : keysIn(language, path, text))),
  );
  const fresh: FreshImport[] = [];
  const used = new Set<string>();
  const notifications: Notification[] = [];
  for (const file of files) {
    const uses = language.imports.scan(file.path, file.text);
    if (uses.length >= maxImports) notifications.push(noteMany(file.path));
    const found = new Map<string, FreshImport>();
    for (const use of uses) {
      const identity = identify(use);
      if (identity === undefined) continue;
      const { target, key, isGiven } = identity;
      used.add(key);
      if (!before.has(key) && !isGiven) found.set(key, graver(found.get(key), { language, file, use, target, key }));
    }
    fresh.push(...found.values());
  }
  return { fresh, used, notifications };
}

/** Packages that are written down for names of imports; where these are the packages' own, another one was merely meant. */
export const writtenFor = ({ imports, modules }: Language, names: readonly string[]): readonly string[] =>
  imports.namesDiffer === true ? names.flatMap((name) => modules.bringersOf(name)) : [];

/** Notebooks have long lines of their own. */
const isMade = (path: string, text: string): boolean => !/\.ipynb$/i.test(path) && isMadeByProgram(path, text);

/** What all imports of a text are the same by. */
export const keysIn = (language: Language, path: string, text: string): readonly string[] =>
  language.imports.scan(path, text).flatMap((use) => {
    const target = language.imports.targetOf(use);
    return target === undefined ? [] : [keyOfImport(language, use, target)];
  });

function keyOfImport({ ecosystem, modules }: Language, use: ImportUse, { name }: ImportTarget): string {
  if (!modules.isNamespace(ecosystem.names.normalise(name))) return name;
  return [use.module, ...(use.members ?? [])].join(' ');
}

/** What is known of an import by what it names, worked out once: code imports the same all over. */
interface Identity {
  readonly target: ImportTarget;
  readonly key: string;
  readonly isGiven: boolean;
}

function openIdentities(language: Language): (use: ImportUse) => Identity | undefined {
  const known = new Map<string, { readonly identity: Identity | undefined }>();
  return (use) => {
    const name = [use.module, ...(use.members ?? [])].join('\0');
    const found = known.get(name);
    if (found !== undefined) return found.identity;
    const target = language.imports.targetOf(use);
    const identity = target && {
      target,
      key: keyOfImport(language, use, target),
      isGiven: isGiven(language, use, target),
    };
    known.set(name, { identity });
    return identity;
  };
}

const isGiven = ({ imports, modules }: Language, use: ImportUse, { declaresItself }: ImportTarget): boolean =>
  declaresItself !== true &&
  imports.packagesOf(use).some((name, at, { length }) => modules.isGiven(name, at === length - 1));

/** Of several imports of one thing in a file the first that the code cannot do without; else the first. */
function graver(known: FreshImport | undefined, found: FreshImport): FreshImport {
  if (known === undefined) return found;
  const isMild = ({ use }: FreshImport) => use.isOptional === true || use.isTypeOnly === true;
  return isMild(known) && !isMild(found) ? found : known;
}

const noteMany = (path: string): Notification => ({
  level: 'warning',
  message: `only the first ${maxImports} imports were looked at`,
  path,
});
