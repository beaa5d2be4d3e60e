import type {
  Ambiguity,
  ClientUse,
  Dependency,
  DependencyFile,
  FileRole,
  Include,
  OwnPackage,
  RegistryUse,
  Safeguard,
  Unparsed,
} from '../../model/dependency.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import { type Location, locate, type Region, startOf } from '../../model/location.ts';
import type { JsonDocument, JsonMember } from '../../text/json-nodes.ts';
import { indexLines, type LineIndex } from '../../text/lines.ts';
import { keepShape } from '../../text/shapes.ts';
import type { ClientId } from './clients/ids.ts';

/** Longest excerpt of text that was not understood; its location covers all of it. */
const maxExcerpt = 200;

/** What is found in a file while it is read. Offsets are those of the file's text. */
export class Collector {
  readonly file: SourceFile;
  readonly lines: LineIndex;
  readonly dependencies: Dependency[] = [];
  readonly registries: RegistryUse[] = [];
  readonly includes: Include[] = [];
  readonly own: OwnPackage[] = [];
  readonly unparsed: Unparsed[] = [];
  readonly ambiguities: Ambiguity[] = [];
  readonly safeguards: Safeguard[] = [];
  readonly clients: ClientUse[] = [];

  constructor(file: SourceFile, lines: LineIndex) {
    this.file = file;
    this.lines = lines;
  }

  locate(start: number, end: number): Location {
    return locate(this.file.path, this.lines.region(start, end));
  }

  /** The same for a piece without a line end in it: asks for one place alone, which counts in large lockfiles. */
  locateInLine(start: number, end: number): Location {
    const { line, column } = this.lines.position(start);
    return {
      path: this.file.path,
      startLine: line,
      startColumn: column,
      endLine: line,
      endColumn: column + end - start,
    };
  }

  /** The whole `"key": value`. */
  locateMember(member: JsonMember): Location {
    return this.locate(member.keyStart, member.value.end);
  }

  reject(start: number, end: number, reason: string): void {
    this.unparsed.push({
      location: this.locate(start, end),
      text: this.file.text.slice(start, Math.min(end, start + maxExcerpt)),
      reason,
    });
  }

  rejectMember(member: JsonMember, reason: string): void {
    this.reject(member.keyStart, member.value.end, reason);
  }

  /** Tells a place that readers take differently. */
  doubt(start: number, end: number, reason: string): void {
    this.ambiguities.push({ location: this.locate(start, end), reason });
  }

  protect(start: number, end: number, safeguard: Omit<Safeguard, 'location'>): void {
    this.safeguards.push({ ...safeguard, location: this.locate(start, end) });
  }

  /**
   * Members that a later one with the same key and another value hides: npm never sees them (`JSON.parse` takes the last),
   * another reader or a reviewer may.
   * @param matters whether the member at a path of keys can name a dependency
   */
  doubtShadowed({ duplicates }: JsonDocument, matters: (path: readonly (string | number)[]) => boolean): void {
    const { text } = this.file;
    for (const { path, key, occurrences } of duplicates) {
      const last = occurrences.at(-1);
      if (last === undefined || !matters([...path, key])) continue;
      const taken = text.slice(last.value.start, last.value.end);
      for (const { keyStart, value } of occurrences) {
        if (text.slice(value.start, value.end) !== taken) this.doubt(keyStart, value.end, shadowed(key));
      }
    }
  }

  /** The client that the file is for; without a place the file itself says so. */
  tell(client: ClientId, location = startOf(this.file.path)): void {
    this.clients.push({ ecosystem: 'npm', client, location });
  }

  finish(format: string, role: FileRole): DependencyFile {
    const { dependencies, registries, includes, own, unparsed, ambiguities, safeguards, clients } = this;
    return {
      path: this.file.path,
      format,
      role,
      dependencies,
      registries,
      includes,
      own,
      unparsed,
      ...(ambiguities.length === 0 ? {} : { ambiguities }),
      ...(safeguards.length === 0 ? {} : { safeguards }),
      ...(clients.length === 0 ? {} : { clients }),
    };
  }
}

/** A piece of a place that lies on one line. @param at its distance from the start of the place */
export const regionIn = ({ startLine, startColumn }: Location, at: number, length: number): Region => ({
  startLine,
  startColumn: startColumn + at,
  endLine: startLine,
  endColumn: startColumn + at + length,
});

/** What is said of a value that a later one with the same key hides. */
export const shadowed = (key: string): string => `duplicate key ${JSON.stringify(key)}: only the last one counts`;

keepShape(new Collector({ path: '', text: '' }, indexLines('')));
