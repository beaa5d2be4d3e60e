import type { Command, Reading, Word } from '../../../model/command.ts';
import type {
  ClientUse,
  Dependency,
  Include,
  RegistryRole,
  RegistryUse,
  Safeguard,
  Unparsed,
} from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { joinPath, normalisePath } from '../../../text/paths.ts';
import { addressOf } from '../channels.ts';
import { readCondaSpec } from './specs.ts';

const ecosystem = 'conda';
const dependsOnShell = 'the shell puts something else in the place of this word';

/** Where words stand: a command, or a variable, which is none. */
type Scene = Pick<Command, 'path' | 'folder' | 'locate'> & Partial<Pick<Command, 'start' | 'end'>>;

/** Gathers what the words of one command bring in. */
export class Gatherer {
  readonly #command: Scene;
  readonly #clients: ClientUse[] = [];
  readonly #dependencies: Dependency[] = [];
  readonly #registries: RegistryUse[] = [];
  readonly #includes: Include[] = [];
  readonly #unparsed: Unparsed[] = [];
  readonly #safeguards: Safeguard[] = [];

  constructor(command: Scene) {
    this.#command = command;
  }

  finish(): Reading {
    return {
      dependencies: this.#dependencies,
      registries: this.#registries,
      includes: this.#includes,
      unparsed: this.#unparsed,
      safeguards: this.#safeguards,
      ...(this.#clients.length === 0 ? {} : { clients: this.#clients }),
    };
  }

  reject({ text, start, end }: Word, reason: string): void {
    this.#unparsed.push({ location: this.#command.locate(start, end), text: text.slice(0, 200), reason });
  }

  spec(word: Word): void {
    const { text, plain } = word;
    if (/^https?:/i.test(text) || /\.(?:conda|tar\.bz2)$/.test(text)) return this.#archive(word);
    const read = readCondaSpec(text);
    if (typeof read === 'string') return this.reject(word, word.known ? read : dependsOnShell);
    const { name, nameAt, channel, requirement, requirementAt, version } = read;
    const isNamed = !/[$`{]/.test(text.slice(0, nameAt + name.length + 1));
    if (!word.known && !isNamed) return this.reject(word, dependsOnShell);
    const isSettled = word.known || !/[$`{]/.test(text);
    if (!isSettled) this.reject(word, dependsOnShell);
    const region = (at: number | undefined, length: number) =>
      plain === undefined || at === undefined ? undefined : this.#region(plain + at, plain + at + length);
    const nameRegion = region(nameAt, name.length);
    const requirementRegion = region(requirementAt, requirement?.length ?? 0);
    if (channel !== undefined) this.#channel(word, channel, 'explicit', [name], true);
    this.#dependencies.push({
      purl: purl(ecosystem, name, isSettled ? version : undefined),
      ecosystem,
      name,
      rawName: text.slice(nameAt, nameAt + name.length),
      ...(version === undefined || !isSettled ? {} : { version }),
      ...(requirement === undefined ? {} : { requirement }),
      source: { kind: 'registry' },
      direct: true,
      scope: 'runtime',
      location: this.#command.locate(word.start, word.end),
      ...(nameRegion && { nameRegion }),
      ...(requirementRegion && { requirementRegion }),
    });
  }

  /** `https://host/channel/subdir/name-version-build.conda`, or such a file on disk. */
  #archive(word: Word): void {
    const { text } = word;
    const path = text.replace(/[?#].*$/s, '');
    const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:conda|tar\.bz2)$/, '');
    const [rawName, version] = [/^(.+)-([^-]+)-[^-]+$/.exec(file)?.[1], /^.+-([^-]+)-[^-]+$/.exec(file)?.[1]];
    if (!word.known || rawName === undefined || version === undefined || text.length > 4096) {
      return this.reject(word, word.known ? 'the file name is not that of a conda package' : dependsOnShell);
    }
    const name = rawName.toLowerCase();
    const isAddress = /^https?:/i.test(text);
    this.#dependencies.push({
      purl: purl(ecosystem, name, version),
      ecosystem,
      name,
      rawName,
      version,
      source: isAddress ? { kind: 'url', url: text } : { kind: 'path', path: text },
      direct: true,
      scope: 'runtime',
      location: this.#command.locate(word.start, word.end),
    });
  }

  /** @param more `once`: the command alone goes by it, and nothing is written down */
  channel(word: Word, role: RegistryRole, more: { readonly once?: true } = {}): void {
    if (!word.known) return this.reject(word, dependsOnShell);
    if (word.text !== '' && word.text !== 'nodefaults') this.#channel(word, word.text, role, undefined, more.once);
  }

  #channel({ start, end }: Word, url: string, role: RegistryRole, names?: readonly string[], once?: true): void {
    const { start: from, end: to, locate } = this.#command;
    this.#registries.push({
      ecosystem,
      url: addressOf(url),
      role,
      location: locate(start, end),
      ...(names === undefined ? {} : { names }),
      ...(once === undefined || from === undefined || to === undefined ? {} : { within: locate(from, to) }),
    });
  }

  /** How channels are weighed against each other. */
  priority({ start, end }: Pick<Word, 'start' | 'end'>, strategy: string): void {
    this.#clients.push({ ecosystem, client: 'conda', strategy, location: this.#command.locate(start, end) });
  }

  /** A list of specifications or an environment file. */
  file(word: Word): void {
    const { text, start, end, known } = word;
    if (!known) return this.reject(word, dependsOnShell);
    const { folder, locate } = this.#command;
    const isOutside = folder === undefined || /^(?:[a-z][a-z0-9+.-]*:|[/~])/i.test(text);
    const path = isOutside ? undefined : normalisePath(joinPath(folder, text));
    const location = locate(start, end);
    const format = /\.ya?ml$/.test(text) ? { format: 'conda-environment' } : {};
    this.#includes.push({ kind: 'requirements', text, location, ...format, ...(path === undefined ? {} : { path }) });
  }

  insecure({ start, end }: Pick<Word, 'start' | 'end'>, setting: string, value: string): void {
    const location = this.#command.locate(start, end);
    this.#safeguards.push({ setting, value, guard: 'transport', strength: 0, byDefault: 1, location });
  }

  #region(start: number, end: number): Region {
    const { startLine, startColumn, endLine, endColumn } = this.#command.locate(start, end);
    return { startLine, startColumn, endLine, endColumn };
  }
}
