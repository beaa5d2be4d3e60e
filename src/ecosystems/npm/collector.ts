import type {
  Dependency,
  DependencyFile,
  FileRole,
  Include,
  OwnPackage,
  RegistryUse,
  Unparsed,
} from '../../model/dependency.ts';
import type { SourceFile } from '../../model/ecosystem.ts';
import { type Location, locate } from '../../model/location.ts';
import type { JsonDocument, JsonMember } from '../../text/json-nodes.ts';
import type { LineIndex } from '../../text/lines.ts';

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

  constructor(file: SourceFile, lines: LineIndex) {
    this.file = file;
    this.lines = lines;
  }

  locate(start: number, end: number): Location {
    return locate(this.file.path, this.lines.region(start, end));
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

  /**
   * Members that a later one with the same key hides: npm never sees them, another reader or a reviewer may.
   * @param matters whether the member at a path of keys can name a dependency
   */
  rejectShadowed({ duplicates }: JsonDocument, matters: (path: readonly (string | number)[]) => boolean): void {
    for (const { path, key, occurrences } of duplicates) {
      if (!matters([...path, key])) continue;
      for (const member of occurrences.slice(0, -1)) {
        this.rejectMember(member, `duplicate key ${JSON.stringify(key)}: only the last one counts`);
      }
    }
  }

  finish(format: string, role: FileRole): DependencyFile {
    const { dependencies, registries, includes, own, unparsed } = this;
    return { path: this.file.path, format, role, dependencies, registries, includes, own, unparsed };
  }
}
