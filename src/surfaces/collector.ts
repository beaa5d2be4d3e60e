import type { ToolSetting } from '../model/agent-tool.ts';
import type { Reading, Word } from '../model/command.ts';
import type { ClientUse, Dependency, Include, RegistryUse, Safeguard, Unparsed } from '../model/dependency.ts';
import type { SourceFile } from '../model/ecosystem.ts';
import { type Location, locate } from '../model/location.ts';
import { purl } from '../model/purl.ts';
import { indexLines, type LineIndex } from '../text/lines.ts';
import { joinPath, normalisePath } from '../text/paths.ts';
import { endOf, type Piece } from './pieces.ts';
import { holdWithin } from './scope.ts';

/** Longest excerpt of text that was not understood; its location covers all of it. */
const maxExcerpt = 200;

/** What a surface itself says of a dependency; the rest follows from it. */
export interface Found
  extends Pick<
    Dependency,
    'ecosystem' | 'name' | 'rawName' | 'version' | 'requirement' | 'source' | 'scope' | 'integrity'
  > {
  /** Offsets of the entry. */
  readonly start: number;
  readonly end: number;
  /** Where `rawName` stands, letter for letter. */
  readonly nameAt?: number;
}

/** What is found in a file while it is read. Offsets are those of the file's text. */
export class Collector {
  readonly file: SourceFile;
  readonly lines: LineIndex;
  readonly #dependencies: Dependency[] = [];
  readonly #registries: RegistryUse[] = [];
  readonly #includes: Include[] = [];
  readonly #unparsed: Unparsed[] = [];
  readonly #safeguards: Safeguard[] = [];
  readonly #clients: ClientUse[] = [];
  readonly #tools: ToolSetting[] = [];
  #within: Location | undefined;
  #tool: string | undefined;

  constructor(file: SourceFile, lines: LineIndex = indexLines(file.text)) {
    this.file = file;
    this.lines = lines;
  }

  locate(start: number, end: number): Location {
    return locate(this.file.path, this.lines.region(start, end));
  }

  /** What is added meanwhile holds for that part of the file alone; a part inside it may hold for less. */
  within<T>({ start, end }: { readonly start: number; readonly end: number }, read: () => T): T {
    const outer = this.#within;
    this.#within = this.locate(start, end);
    const result = read();
    this.#within = outer;
    return result;
  }

  /** What is added meanwhile is run for an agent, as the tool of that name. */
  forTool(name: string, read: () => void): void {
    const outer = this.#tool;
    this.#tool = name;
    read();
    this.#tool = outer;
  }

  /** Takes over what a command, a setting or an embedded text brings in. */
  add(found: Reading): void {
    const reading = holdWithin(found, this.#within);
    for (const one of reading.dependencies) this.#dependencies.push(this.#marked(one));
    for (const one of reading.registries) this.#registries.push(one);
    for (const one of reading.includes) this.#includes.push(one);
    for (const one of reading.unparsed) this.#unparsed.push(this.#asWritten(one));
    for (const one of reading.safeguards) this.#safeguards.push(one);
    for (const one of reading.clients ?? []) this.#clients.push(one);
    for (const one of reading.tools ?? []) this.#tools.push(one);
  }

  #marked(one: Dependency): Dependency {
    return this.#tool === undefined ? one : { ...one, agentTool: this.#tool };
  }

  /** What stands for a template in a command is nothing that anybody wrote. */
  #asWritten(one: Unparsed): Unparsed {
    const { startLine, startColumn, endLine, endColumn } = one.location;
    const [start, end] = [this.lines.offset(startLine, startColumn), this.lines.offset(endLine, endColumn)];
    const written = this.file.text.slice(start, Math.min(end, start + maxExcerpt));
    return written === '' || written.includes(one.text) ? one : { ...one, text: written };
  }

  /** A word whose text is the whole piece; what a template put in stands nowhere. */
  word(piece: Piece, known: boolean): Word {
    const { plain, ...word } = wordOf(piece, known);
    return plain !== undefined && this.file.text.startsWith(word.text, plain) ? { ...word, plain } : word;
  }

  depend({ start, end, nameAt, ...found }: Found): void {
    const { text } = this.file;
    const isThere = nameAt !== undefined && text.startsWith(found.rawName, nameAt);
    const one: Dependency = {
      purl: purl(found.ecosystem, found.name, found.version),
      ...found,
      direct: true,
      location: this.locate(start, end),
      ...(isThere ? { nameRegion: this.lines.region(nameAt, nameAt + found.rawName.length) } : {}),
    };
    this.#dependencies.push(this.#marked(one));
  }

  /** What a configuration says of a tool of an agent, besides the packages that it runs. */
  tool(setting: ToolSetting): void {
    this.#tools.push(setting);
  }

  configure(start: number, end: number, use: Omit<RegistryUse, 'location'>): void {
    const within = this.#within;
    this.#registries.push({ ...(within && { within }), ...use, location: this.locate(start, end) });
  }

  /**
   * The arguments there are handed to the build of a container file.
   * @param context folder of the build, relative to the root of the tree
   * @param file relative to that folder
   */
  build({ start, end }: { readonly start: number; readonly end: number }, context: string, file: string): void {
    const path =
      expands(file) || expands(context) || /^[a-z][a-z0-9+.-]*:|^\//i.test(context)
        ? undefined
        : normalisePath(joinPath(context, file));
    if (path === undefined) return;
    this.#includes.push({ kind: 'project', path, optional: true, text: file, location: this.locate(start, end) });
  }

  /** @param ecosystem where it could only name packages of that one */
  reject(start: number, end: number, reason: string, ecosystem?: string): void {
    const text = this.file.text.slice(start, Math.min(end, start + maxExcerpt));
    const only = ecosystem === undefined ? {} : { ecosystem };
    this.#unparsed.push({ location: this.locate(start, end), text, reason, ...only });
  }

  /** What an alias stands for a second time, at the place of its anchor, is said once. */
  finish(): Reading {
    return {
      dependencies: distinct(this.#dependencies, ({ purl, rawName }) => `${purl} ${rawName}`),
      registries: distinct(this.#registries, ({ ecosystem, url, names = [], within }) =>
        JSON.stringify([ecosystem, url, names, within]),
      ),
      includes: distinct(this.#includes, ({ kind, text, path, within }) => JSON.stringify([kind, text, path, within])),
      unparsed: distinct(this.#unparsed, ({ reason }) => reason),
      safeguards: distinct(this.#safeguards, ({ setting, value }) => `${setting} ${value}`),
      ...(this.#clients.length === 0
        ? {}
        : { clients: distinct(this.#clients, ({ client, within }) => JSON.stringify([client, within])) }),
      ...(this.#tools.length === 0
        ? {}
        : { tools: distinct(this.#tools, ({ location: _, ...setting }) => JSON.stringify(setting)) }),
    };
  }
}

/** Without repetitions of the same thing at the same place. */
function distinct<T extends { readonly location: Location }>(
  list: readonly T[],
  nameOf: (one: T) => string,
): readonly T[] {
  if (list.length < 2) return list;
  const seen = new Set<string>();
  return list.filter((one) => {
    const { startLine, startColumn, endLine, endColumn } = one.location;
    const key = `${startLine}:${startColumn}:${endLine}:${endColumn} ${nameOf(one)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A word whose text is the whole piece. */
export function wordOf(piece: Piece, known = true): Word {
  const { text, at } = piece;
  const [start, end] = [at(0), endOf(piece)];
  const isPlain = text !== '' && end - start === text.length && at(text.length - 1) === start + text.length - 1;
  return { text, known, start, end, ...(isPlain ? { plain: start } : {}) };
}

/** A word that the surroundings imply and nobody wrote: it stands where what implies it stands. */
export const impliedWord = (text: string, start: number, end: number): Word => ({ text, known: true, start, end });

/** Whether a shell, or a template language like its own, would put something else in the place of a text. */
export const expands = (text: string): boolean => text.includes('$') || text.includes('`');
