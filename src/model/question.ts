import type { AdvisoriesFact, AdvisoryFact, MalwareListFact } from './advisory.ts';
import type {
  AboutFact,
  BuildFact,
  CommitFact,
  PackageFact,
  PublishedFact,
  ReleaseFact,
  RequiresFact,
  StartupFact,
} from './registry.ts';

/** What can be asked of the world. `registry` is the base address of a registry. */
export type Question =
  /** Everything the registry says of a name: versions, times, status. */
  | {
      readonly kind: 'package';
      readonly ecosystem: string;
      readonly name: string;
      readonly registry: string;
      /** The address is that of a page with links to archives of any name. */
      readonly isLinks?: true;
    }
  /** Who is behind a package, where the answer about the package does not tell. */
  | { readonly kind: 'about'; readonly ecosystem: string; readonly name: string; readonly registry: string }
  /** One release as its own document tells it, which is small and has no time. */
  | {
      readonly kind: 'manifest';
      readonly ecosystem: string;
      readonly name: string;
      readonly version: string;
      readonly registry: string;
    }
  /** When a release was published, by a service that answers for many at once. Only for names known to be public. */
  | { readonly kind: 'published'; readonly ecosystem: string; readonly name: string; readonly version: string }
  /** One release. */
  | {
      readonly kind: 'release';
      readonly ecosystem: string;
      readonly name: string;
      readonly version: string;
      readonly registry: string;
    }
  /**
   * What of a release its archives alone tell, their metadata, or the statement about its build: files that the interpreter
   * runs when it starts, what it requires, and who made it.
   */
  | {
      readonly kind: 'startup' | 'requires' | 'build';
      readonly ecosystem: string;
      readonly name: string;
      readonly version: string;
      readonly registry: string;
      /** Of what it requires: those that are asked for with it, as a `Dependency` has them. */
      readonly extras?: readonly string[];
    }
  /** Whether a commit is in the history of a branch or tag of the repository that is named, and not only of a fork of it. */
  | {
      readonly kind: 'commit';
      readonly ecosystem: string;
      /** `owner/repository` */
      readonly name: string;
      /** The whole hash, in small letters. */
      readonly version: string;
      readonly registry: string;
    }
  /** Which advisories there are on a release, of malware and of vulnerabilities. Only for names known to be public. */
  | { readonly kind: 'advisories'; readonly ecosystem: string; readonly name: string; readonly version?: string }
  /** What one of them says of it. Absent: it was withdrawn, or is about something else. */
  | {
      readonly kind: 'advisory';
      readonly ecosystem: string;
      readonly name: string;
      readonly version?: string;
      readonly id: string;
    }
  /** Which advisories call any of its releases malware, by a service that lists them by name. Only for names known to be public. */
  | { readonly kind: 'malware'; readonly ecosystem: string; readonly name: string };

export interface AnswerTypes {
  readonly package: PackageFact;
  readonly about: AboutFact;
  readonly manifest: ReleaseFact;
  readonly published: PublishedFact;
  readonly release: ReleaseFact;
  readonly startup: StartupFact;
  readonly requires: RequiresFact;
  readonly build: BuildFact;
  readonly commit: CommitFact;
  readonly advisories: AdvisoriesFact;
  readonly advisory: AdvisoryFact;
  readonly malware: MalwareListFact;
}

export type AnswerTo<Q extends Question> = AnswerTypes[Q['kind']];

/** Identity of a question: the same text, the same question. Lengths tell where each part ends, whatever it holds. */
export const questionKey = (q: Question): string => {
  const version = 'version' in q ? (q.version ?? '') : '';
  const id = 'id' in q ? q.id : '';
  const extras = 'extras' in q ? JSON.stringify(q.extras) : '';
  const lengths = `${q.name.length} ${version.length} ${id.length} ${extras.length}`;
  return `${q.kind} ${q.ecosystem} ${'isLinks' in q} ${lengths} ${q.name}${version}${id}${extras}${'registry' in q ? q.registry : ''}`;
};
