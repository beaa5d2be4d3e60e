import type {
  Ambiguity,
  Dependency,
  DependencyFile,
  OwnPackage,
  RegistryUse,
  Safeguard,
  Unparsed,
} from '../../../model/dependency.ts';
import type { SourceFile } from '../../../model/ecosystem.ts';
import { type Location, locate, type Region, startOf } from '../../../model/location.ts';
import type { LineIndex } from '../../../text/lines.ts';
import { ecosystemType } from '../dependency.ts';

/** Longest excerpt of text that was not understood; its location covers all of it. */
const maxExcerpt = 200;

/** What is found in a lockfile while it is read. */
export class LockCollector {
  readonly file: SourceFile;
  readonly lines: LineIndex;
  readonly dependencies: Dependency[] = [];
  readonly registries: RegistryUse[] = [];
  readonly own: OwnPackage[] = [];
  readonly unparsed: Unparsed[] = [];
  readonly ambiguities: Ambiguity[] = [];
  readonly safeguards: Safeguard[] = [];

  constructor(file: SourceFile, lines: LineIndex) {
    this.file = file;
    this.lines = lines;
  }

  locate(region: Region): Location {
    return locate(this.file.path, region);
  }

  textAt(region: Region): string {
    const { lines, file } = this;
    const end = lines.offset(region.endLine, region.endColumn);
    return file.text.slice(lines.offset(region.startLine, region.startColumn), end);
  }

  /** The region where exactly this text is written; undefined where escapes spell it. */
  verbatim(region: Region, value: string): Region | undefined {
    return this.textAt(region) === value ? region : undefined;
  }

  reject(region: Region, reason: string): void {
    this.unparsed.push({ location: this.locate(region), text: this.textAt(region).slice(0, maxExcerpt), reason });
  }

  doubt(region: Region, reason: string): void {
    this.ambiguities.push({ location: this.locate(region), reason });
  }

  addOwn(name: string, version: string | undefined, location: Location): void {
    this.own.push({ ecosystem: ecosystemType, name, ...(version === undefined ? {} : { version }), location });
  }

  /** @param client that writes such lockfiles, where one alone does */
  finish(format: string, client?: string, requires?: DependencyFile['requires']): DependencyFile {
    const { dependencies, registries, own, unparsed, ambiguities, safeguards } = this;
    return {
      path: this.file.path,
      format,
      role: 'lockfile',
      dependencies,
      registries,
      includes: [],
      own,
      unparsed,
      ...(ambiguities.length === 0 ? {} : { ambiguities }),
      ...(safeguards.length === 0 ? {} : { safeguards }),
      ...(client === undefined
        ? {}
        : { clients: [{ ecosystem: ecosystemType, client, location: startOf(this.file.path) }] }),
      ...(requires === undefined ? {} : { requires }),
    };
  }
}
