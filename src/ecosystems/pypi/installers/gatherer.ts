import type { Command, Reading, Word } from '../../../model/command.ts';
import type {
  ClientUse,
  Dependency,
  Include,
  RegistryRole,
  RegistryUse,
  Safeguard,
  Scope,
  Unparsed,
} from '../../../model/dependency.ts';
import type { Location, Region } from '../../../model/location.ts';
import { emptyReading } from '../../../model/reading.ts';
import { withoutUndefined } from '../../../text/defined.ts';
import { joinPath, normalisePath, withoutEndSlashes } from '../../../text/paths.ts';
import { projectOf } from '../../../text/project-include.ts';
import type { Option } from '../../../text/shell-arguments.ts';
import { type Draft, ecosystemType, toDependency } from '../dependency.ts';
import { readFilename } from '../filename.ts';
import { projectFiles } from '../folder.ts';
import { names } from '../names.ts';
import { type Entry, readEditable, readEntry } from '../pip/entry.ts';
import { integrityOf, isArchive, schemeOf, sourceOf } from '../reference.ts';
import type { Span } from '../scan.ts';

export const dependsOnShell = 'the shell puts something else in the place of this word';

/** Half a requirement: the name is certain, a variable gives the version. */
const namedOnly =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,212}[A-Za-z0-9])?)(?:\[[^\]$`]{0,999}\])?[ \t]{0,9}((?:[=<>!~]=|[<>]|===)[^;]*)$/;

/** Where words stand: a command, or a variable, which is none. */
export type Scene = Pick<Command, 'path' | 'folder' | 'locate'> & Partial<Pick<Command, 'start' | 'end'>>;

/** How a client is told to choose. */
export type Told = Pick<ClientUse, 'strategy' | 'prereleases' | 'formats' | 'noIndex' | 'untied'>;

/** Gathers what the words of one command bring in. */
export class Gatherer {
  readonly #command: Scene;
  readonly #client: string | undefined;
  readonly #told: ClientUse[] = [];
  readonly #dependencies: Dependency[] = [];
  readonly #registries: RegistryUse[] = [];
  readonly #includes: Include[] = [];
  readonly #unparsed: Unparsed[] = [];
  readonly #safeguards: Safeguard[] = [];

  /** @param client that the words are for */
  constructor(command: Scene, client?: string) {
    this.#command = command;
    this.#client = client;
  }

  /** A command that brings in anything tells its client. */
  finish(): Reading {
    const lists = {
      dependencies: this.#dependencies,
      registries: this.#registries,
      includes: this.#includes,
      unparsed: this.#unparsed,
      safeguards: this.#safeguards,
    };
    const isEmpty = Object.values(lists).every(({ length }) => length === 0);
    if (isEmpty && this.#told.length === 0) return emptyReading;
    const location = this.#whole();
    if (this.#told.length === 0 && location !== undefined && this.#client !== undefined)
      this.#told.push({
        ecosystem: ecosystemType,
        client: this.#client,
        // What else the file installs is not told by it.
        ...(this.#isOfProject() ? { within: location } : {}),
        location,
      });
    return this.#told.length === 0 ? lists : { ...lists, clients: this.#told };
  }

  /** It brings in the project alone. */
  #isOfProject(): boolean {
    const [first] = this.#includes;
    return (
      this.#dependencies.length === 0 && first !== undefined && this.#includes.every(({ kind }) => kind === 'project')
    );
  }

  #whole(): Location | undefined {
    const { start, end, locate } = this.#command;
    return start === undefined || end === undefined ? undefined : locate(start, end);
  }

  /** @param once the command alone goes by it */
  tell({ start, end }: Pick<Word, 'start' | 'end'>, told: Told, once?: true): void {
    if (this.#client === undefined) return;
    const location = this.#command.locate(start, end);
    const within = once === true ? this.#whole() : undefined;
    this.#told.push({ ecosystem: ecosystemType, client: this.#client, ...told, ...(within && { within }), location });
  }

  reject({ text, start, end }: Word, reason: string): void {
    this.#unparsed.push({ location: this.#command.locate(start, end), text: text.slice(0, 200), reason });
  }

  /** A requirement as pip takes it from its command line. */
  requirement(word: Word, scope: Scope, read: (text: string) => Entry = readEntry): void {
    const entry = word.text.length > 8192 ? undefined : read(word.text);
    if (entry === undefined) return this.reject(word, 'too long to be a requirement');
    if (!isSettled(word)) return this.#unsettled(word, scope);
    if (entry.kind === 'rejected') {
      const draft = draftFromAddress(word.text);
      if (!word.known && isArchive(word.text))
        return this.reject(word, 'which archives on disk are meant depends on the disk');
      return draft === undefined ? this.reject(word, entry.fault.reason) : this.dependency(word, draft, scope);
    }
    if (entry.kind === 'project') return this.#project(word, entry.path);
    this.dependency(word, entry.draft, scope);
    if (entry.fault !== undefined) this.reject(word, entry.fault.reason);
  }

  editable(word: Word, scope: Scope): void {
    this.requirement(word, scope, readEditable);
  }

  /** @param draft its spans are offsets in the text of the word */
  dependency(word: Word, draft: Draft, scope: Scope): void {
    const region = (span: Span | undefined): Region | undefined =>
      span === undefined || word.plain === undefined
        ? undefined
        : regionOf(this.#command.locate(word.plain + span.start, word.plain + span.end));
    this.#dependencies.push(
      toDependency(draft, scope, {
        location: this.#command.locate(word.start, word.end),
        nameRegion: region(draft.nameSpan),
        requirementRegion: region(draft.requirementSpan),
      }),
    );
  }

  #unsettled(word: Word, scope: Scope): void {
    const [all, rawName, requirement] = namedOnly.exec(word.text) ?? [];
    if (all !== undefined && rawName !== undefined && requirement !== undefined) {
      const nameSpan = { start: 0, end: rawName.length };
      const source = { kind: 'registry' } as const;
      this.dependency(word, { rawName, requirement, source, span: { start: 0, end: all.length }, nameSpan }, scope);
    }
    this.reject(word, dependsOnShell);
  }

  /** A folder with a project in it: what it needs stands in its own files, whichever those are. */
  #project(word: Word, folder: string): void {
    const bare = withoutEndSlashes(folder);
    const [first = '', ...others] = projectFiles.map((file) => `${bare === '' ? '.' : bare}/${file}`);
    const alternatives = others.flatMap((one) => this.#pathOf(one) ?? []);
    this.#include('workspace', word, first, undefined, { alternatives });
  }

  /** A path of the tree, where the target leads to one. */
  #pathOf(target: string): string | undefined {
    const { folder } = this.#command;
    if (folder === undefined || /^(?:[a-z][a-z0-9+.-]*:|[/~])/i.test(target)) return undefined;
    return normalisePath(joinPath(folder, target));
  }

  /**
   * The command installs the project of its folder: what that needs stands in its own files.
   * @param files first the one that says what is installed, then those beside it
   * @param options among them the one that names another folder
   */
  project(verb: Word, [path, ...beside]: readonly string[], options: readonly Option[]): void {
    const folder = options.findLast(({ name }) => name === '--project' || name === '--directory');
    const include = path === undefined ? undefined : projectOf(this.#command, folder, path, beside);
    if (include === undefined) return;
    this.#includes.push({
      ...include,
      text: verb.text,
      location: this.#whole() ?? this.#command.locate(verb.start, verb.end),
    });
  }

  requirements(word: Word): void {
    this.#listed('requirements', word, {});
  }

  /** @param once the command alone goes by it */
  constraints(word: Word, effect?: Include['effect'], once?: true): void {
    const within = once === true ? this.#whole() : undefined;
    const clients = once === true || this.#client === undefined ? undefined : [this.#client];
    this.#listed('constraints', word, withoutUndefined({ effect, within, clients }));
  }

  #listed(kind: Include['kind'], word: Word, more: Partial<Include>): void {
    if (word.text === '-' || word.text === '/dev/stdin') return;
    if (!word.known) return this.reject(word, dependsOnShell);
    this.#include(kind, word, word.text, formatOf(word.text), more);
  }

  /** Another file of settings. What a variable, the machine or a home folder holds is nothing of the repository's. */
  configuration(word: Word, format: string): void {
    if (word.known && !/^(?:[/~\\]|[a-z]:)/i.test(word.text)) this.#include('companion', word, word.text, format);
  }

  #include(
    kind: Include['kind'],
    { text, start, end }: Word,
    target: string,
    format: string | undefined,
    more: Partial<Include> = {},
  ): void {
    const { locate } = this.#command;
    const path = this.#pathOf(target);
    const within = kind === 'requirements' ? this.#whole() : undefined;
    this.#includes.push({
      kind,
      text,
      ...(within === undefined ? {} : { within }),
      ...more,
      location: locate(start, end),
      ...(path === undefined ? {} : { path }),
      ...(format === undefined ? {} : { format }),
      ...(kind === 'workspace' || kind === 'companion' ? { optional: true } : {}),
    });
  }

  /** @param more `once`: the command alone goes by it, and nothing is written down */
  registry(word: Word, role: RegistryRole, more: { readonly isLinks?: true; readonly once?: true } = {}): void {
    const { text, start, end } = word;
    if (text === '') return;
    const url = withoutUserInfo(text);
    if (!word.known && /[$`]/.test(url))
      this.reject({ ...word, text: url }, 'the address of the index depends on a variable');
    const within = more.once === true ? this.#whole() : undefined;
    this.#registries.push({
      ecosystem: ecosystemType,
      url,
      role,
      ...(this.#client === undefined ? {} : { clients: [this.#client] }),
      ...(more.isLinks === undefined ? {} : { isLinks: more.isLinks }),
      ...(within === undefined ? {} : { within }),
      location: this.#command.locate(start, end),
    });
  }

  safeguard(word: Pick<Word, 'start' | 'end'>, guard: Omit<Safeguard, 'location'>): void {
    this.#safeguards.push({ ...guard, location: this.#command.locate(word.start, word.end) });
  }
}

/** pip and uv tell by the name. */
function formatOf(path: string): string | undefined {
  if (!path.endsWith('.toml')) return 'requirements';
  if (/(?:^|\/)pyproject\.toml$/.test(path)) return 'pyproject';
  return /(?:^|\/)pylock\.(?:[^./]+\.)?toml$/.test(path) ? 'pylock' : undefined;
}

/** pip learns the name only from what lies at the address: called by the last part of its path until then. */
function draftFromAddress(address: string): Draft | undefined {
  if (schemeOf(address) === undefined) return undefined;
  const source = sourceOf(address);
  if (source.kind !== 'git' && source.kind !== 'url') return undefined;
  const path = source.url
    .replace(/[?#].*$/s, '')
    .replace(/\/{1,9}$/, '')
    .replace(/\.git$/, '');
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  const rawName =
    source.kind === 'git' ? file : (readFilename(file)?.name ?? file.replace(/\.(?:zip|tar\.\w{1,4}|tgz)$/, ''));
  const start = address.lastIndexOf(rawName);
  if (start < 0 || names.reject(rawName) !== undefined) return undefined;
  const span = { start: 0, end: address.length };
  const nameSpan = { start, end: start + rawName.length };
  return { rawName, source, integrity: integrityOf(address), span, nameSpan };
}

/** The shell changes nothing of it, apart from patterns and credentials: those decide neither package nor place. */
function isSettled({ known, text }: Word): boolean {
  return known || !/[$`{]|[<>]\(/.test(withoutUserInfo(text));
}

/** An address without what stands before the `@` of its host: it may be a secret. */
function withoutUserInfo(text: string): string {
  const start = text.indexOf('://') + 3;
  if (start === 2) return text;
  const slash = text.indexOf('/', start);
  const sign = text.slice(start, slash < 0 ? text.length : slash).lastIndexOf('@');
  return sign < 0 ? text : text.slice(0, start) + text.slice(start + sign + 1);
}

const regionOf = ({ startLine, startColumn, endLine, endColumn }: Region): Region => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});
