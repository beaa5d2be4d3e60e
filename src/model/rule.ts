import type { Vulnerability } from './advisory.ts';
import type { AtlasCitation } from './atlas.ts';
import type { Ecosystem, Versions } from './ecosystem.ts';
import type { Execution } from './execution.ts';
import type { Fact, Unknown } from './fact.ts';
import type { Confidence, Evidence, Finding, Graded, GradeStep, Severity } from './finding.ts';
import type { Location } from './location.ts';
import type { Purl } from './purl.ts';
import type {
  AboutFact,
  BuildFact,
  CommitFact,
  MalwareFact,
  PackageFact,
  ReleaseFact,
  StartupFact,
} from './registry.ts';
import type { Decision } from './resolution.ts';
import type { DependencySubject, Subject } from './subject.ts';

/** Presence of the same name in the ecosystems that are not the dependency's own. */
export interface ElsewhereFact {
  readonly found: readonly { readonly ecosystem: string; readonly title: string; readonly source: string }[];
}

/** What the bundled lists say of the use of the name, whoever holds it today. */
export interface AdoptionFact {
  /** In a list of registered or used names; false is no evidence of absence. */
  readonly isKnown: boolean;
  /** 1 is the most downloaded; about that where not exact. */
  readonly rank?: number;
  /** Used far more than by those who copy everything. */
  readonly isUsed: boolean;
  /** Registered at least 90 days before the audit. */
  readonly isEstablished: boolean;
  /** RFC 3339: it was registered before that moment. */
  readonly knownBefore?: string;
  /** How often, of a name in no list, the contrary is said: 0 to 1. */
  readonly errorRate: number;
  /** All that can be installed today is younger than `knownBefore`: the lists speak of a package that went before. */
  readonly isOfFormer?: true;
  /** What the package stands for where it is none to be used, by its summary in the list. */
  readonly placeholder?: string;
}

/** A used name that another one may be taken for. */
export interface LookalikeFact {
  readonly name: string;
  readonly purl: Purl;
  /** 1 is the most downloaded; left out where no list of ranks is bundled. */
  readonly rank?: number;
  /** What was done to the name: `swap`, `affix`; `slip` where only slips of the keyboard are looked for. */
  readonly kind: string;
  /** For people: what sets the two apart, for example `two letters are swapped`. */
  readonly words: string;
  /** A slip of a name that everybody uses that nobody makes on purpose: no use and no age excuses it. */
  readonly isGrave?: true;
  /** So many names begin with it and a separator, as this one does, that they are mostly honest: plugins. */
  readonly isOfFamily?: true;
  /** So many use it, and for itself, that it may be put in the other's place. */
  readonly isOffered: boolean;
  /** By the shape alone, as if the name itself were new and unused. */
  readonly confidence: Confidence;
  /** Where the use of the name itself counts: left out where that speaks for it. */
  readonly ifUsed?: Confidence;
}

/** Why a name looks invented or mistaken, and what was probably meant. */
export interface MeaningFact {
  readonly invention?: {
    /** `import-name`, `conflation`, `standard-library` and the like. */
    readonly kind: string;
    /** A sentence without its full stop. */
    readonly words: string;
  };
  /** The likeliest first. */
  readonly meanings: readonly MeantName[];
}

/** A used package that may have been meant; perhaps one of another ecosystem. */
export interface MeantName {
  readonly name: string;
  readonly purl: Purl;
  readonly ecosystem: string;
  readonly kind: string;
  /** For people, without a full stop. */
  readonly why: string;
  /** 0 to 1. */
  readonly score: number;
  /** Sure enough to be put in the name's place: only the likeliest. */
  readonly isOffered: boolean;
}

/** The release that a newer one is held against. */
export interface PredecessorFact {
  readonly release: ReleaseFact;
  /** `base`: what the repository had; `history`: what the registry published before. */
  readonly basis: 'base' | 'history';
}

/** What runs whenever the interpreter starts, once a release is installed. */
export interface StartupsFact {
  readonly release: StartupFact;
  /** Of the release before it; asked only where this one has such files. Absent: it has no archive to look into. */
  readonly predecessor: Fact<StartupFact>;
}

/** Who made a release and the one before it, by the statements about their builds. */
export interface BuildsFact {
  readonly release: BuildFact;
  readonly predecessor: BuildFact;
}

/** A dependency that a release requires and the one before it did not, or not from an address. */
export interface Addition {
  readonly name: string;
  /** As the manifest of the release has it. */
  readonly requirement: string;
  /** It is taken from an address or a repository: no registry vouches for it. */
  readonly isFromAddress?: true;
  /** It belongs to those who publish the package itself: by its namespace, or by an account that may publish both. */
  readonly isKin?: true;
  readonly package: Fact<PackageFact>;
  readonly adoption: Fact<AdoptionFact>;
}

/** What brings a package in, and has the same people. */
export interface SiblingFact {
  /** Its name. */
  readonly name: string;
  /** RFC 3339: when one of its releases was published, within a day of the package itself. */
  readonly publishedAt: string;
}

/** What a release requires and the one before it did not. */
export interface AdditionsFact {
  /** Those that nothing speaks for come first. */
  readonly added: readonly Addition[];
  /** So many more, that nothing speaks for either, were not looked at. */
  readonly further: number;
}

/** Known vulnerabilities of the release that would be installed; malware is not among them. */
export interface VulnerabilitiesFact {
  /** The gravest first. */
  readonly list: readonly Vulnerability[];
  /** The lowest later version that none of them affects; left out where none is known. */
  readonly fixedIn?: string;
  /** Why advisories were not read that may speak of more. */
  readonly unread?: Unknown;
}

/** A vulnerability of the version that the repository had. */
export interface FormerVulnerability {
  readonly id: string;
  /** Versions that end the ranges of affected ones. */
  readonly fixed: readonly string[];
  readonly reviewed: boolean;
}

export interface FormerVulnerabilitiesFact {
  /** The version that the repository had. */
  readonly version: string;
  /** Those that were read: perhaps not all, and none where the version has none. */
  readonly list: readonly FormerVulnerability[];
}

/** What clients would decide today. */
export interface ChoiceFact {
  readonly decisions: readonly Decision[];
  /** Those of `DependencySubject.otherwise`. */
  readonly otherwise?: readonly Decision[];
  /** The name is that of a package which many people use from the public registry. */
  readonly isWellKnown: boolean;
}

/** The questions that a rule may ask about a dependency, and the shapes of their answers. */
export interface FactTypes {
  /** The package at the registries that may serve it: present if one has it, absent only if all that could say so. */
  readonly package: PackageFact;
  /** The release that would be installed: the version that the file or the lockfile fixes, else what the client would choose. */
  readonly release: ReleaseFact;
  /** The release before that one: absent where it is the first one. Of an ecosystem whose registry tells of releases. */
  readonly predecessor: PredecessorFact;
  /** Asked only of releases younger than a week, and of packages that are new to the repository, young and in no list. */
  readonly startup: StartupsFact;
  /** Asked as `startup` is, where both releases are attested and the registry does not tell who made them with the release. */
  readonly build: BuildsFact;
  /**
   * Asked only of releases younger than 90 days on a public registry; of packages that the repository had, where the registry
   * does not tell with the release what it requires.
   */
  readonly additions: AdditionsFact;
  /**
   * What requires the package, where nobody may publish the package but who may publish that, and both came out within a day.
   * Told only of what the same change takes from the same registry: nobody is asked for it.
   */
  readonly sibling: SiblingFact;
  /** Asked only where the package is absent. */
  readonly elsewhere: ElsewhereFact;
  /** The package of the same name on the public registry; asked only for names that the configuration calls private. */
  readonly 'public-twin': PackageFact;
  /** How each plausible client chooses, where there is more than one index to choose from. */
  readonly choice: ChoiceFact;
  /** Asked only where the package is present on a public registry. */
  readonly malware: MalwareFact;
  /** Asked as `malware` is, with the same request; of ecosystems whose registry tells of releases. */
  readonly vulnerabilities: VulnerabilitiesFact;
  /** Of the version that the release replaces; asked only where the release is younger than 90 days. */
  readonly 'was-vulnerable': FormerVulnerabilitiesFact;
  /** From bundled names, as are `lookalike` and `meaning`: they clear or accuse the shape of a name, never its existence. */
  readonly adoption: AdoptionFact;
  readonly lookalike: LookalikeFact;
  /** Looked for only where the package is absent, or young and without known use. */
  readonly meaning: MeaningFact;
  /** Who is behind the package; asked only where its name resembles another one, or is young and without known use. */
  readonly about: AboutFact;
  /** The package that the name may be taken for, or that was probably meant, with what is said about it. */
  readonly target: PackageFact;
  /** The commit that is named, in the repository that is named: absent where no branch or tag of it has the commit. */
  readonly commit: CommitFact;
  /** From a bundled list; its flaws are those of the release that would be installed. */
  readonly execution: Execution;
}
export type FactName = keyof FactTypes;

/** Answers, for rules. A fact that was not declared in `needs` is unknown. */
export interface Facts {
  /** RFC 3339: the moment of the audit. */
  readonly now: string;
  get<N extends FactName>(name: N, subject: DependencySubject): Fact<FactTypes[N]>;
  /** Version algebra of the dependency's ecosystem. */
  versions(subject: DependencySubject): Versions;
  /** How messages call the ecosystem's registry. */
  registryTitle(subject: DependencySubject): string;
}

/** In the order in which people read them. */
export const ruleGroups = [
  'Is it real?',
  'Whose is it?',
  'Is this release what it seems?',
  'What does the change let in?',
  'The audit itself',
] as const;

export type RuleGroup = (typeof ruleGroups)[number];

export interface RuleMeta {
  /** Also the name of the folder. */
  readonly id: string;
  /** A short noun phrase. */
  readonly title: string;
  /** One or two sentences for SARIF and the index; at most 1,024 characters. */
  readonly summary: string;
  readonly group: RuleGroup;
  /** The default; a finding may be graded otherwise. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly needs: readonly FactName[];
  readonly atlas: AtlasCitation;
  /** `CWE-829` */
  readonly cwe: readonly string[];
  /** ATT&CK technique ids, `T1195.001` */
  readonly attack: readonly string[];
  /** The techniques speak of AI whatever the package is: then the ATLAS id stands first. */
  readonly aboutAi: boolean;
  /**
   * How much its signs of a release (`Signal`) say beside those of other rules, 0 to 100: the most telling one is told first,
   * and an age that passes by itself says the least. What is no sign is told with them. Left out: 0, and nothing but its signs
   * is.
   */
  readonly signWeight?: number;
  /**
   * What somebody who approved the package has answered: the rule asks whether its `name` is the one that is meant, or whether
   * one `release` can be trusted, which only an approval of that version answers. Left out: an approval says nothing of it.
   */
  readonly approvable?: 'name' | 'release';
  /** It speaks of a name that somebody asks for, before any change brings it in. Left out: as its group and its needs say. */
  readonly speaksOfNames?: true;
}

/** What a finding comes from, where one thing gives rise to many: the reader is told of it once. */
export interface Cause {
  /** Equal for findings of one rule that come from the same thing. */
  readonly key: string;
  /** What this one is about, among the others: for messages. */
  readonly name: string;
  /** It is about the package, whatever its version: two of one package are one finding. */
  readonly anyVersion?: true;
  /** How several are told as one; left out: each is told by itself. */
  readonly many?: {
    /** So many at least, else two. */
    readonly least?: number;
    /** A sentence without its beginning, which is their number, and without the names that follow. */
    readonly message: string;
    readonly remediation: string;
  };
}

/**
 * A rule whose findings tell more than this one: then it is part of them. They are of the same file and have an index in common;
 * of what is about no index, they stand at the same place.
 */
export interface Teller {
  readonly rule: string;
  /** What they have in common is the release, not an index. */
  readonly ofRelease?: true;
  /** Its remedy is that of this finding too. */
  readonly hasRemedy?: true;
}

/**
 * A sign that a release is not what it seems: weak alone, and graver beside others of the same release. All of a release are
 * told as one finding, with those that are about its name (`Cause.anyVersion`).
 */
export interface Signal {
  /** What was seen, to stand in a list: `an account published it that never did before`. */
  readonly words: string;
  /** RFC 3339: from then on it is none; left out: that is not foreseen. */
  readonly until?: string;
  /** How grave it is beside others, where it is called less grave as long as it stands alone. */
  readonly undiscounted?: Graded;
  /**
   * What it counts as among the signs: all of an age count as one, `nothing` is only told with them. What is `ordinary` happens
   * to honest projects: that of all rules counts as one where there are two, or one beside a sign other than age. Left out: as
   * itself.
   */
  readonly countsAs?: 'age' | 'ordinary' | 'nothing';
}

/** What a rule says; the engine completes it to a finding. Left out: the subject's or the rule's default. */
export interface Draft {
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly at?: Location;
  readonly related?: readonly (Location & { readonly message: string })[];
  /** As `Finding` has it. */
  readonly steps?: Finding['steps'];
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly remediation: string;
  /** `of`: what is replaced, where that is not the name. */
  readonly suggestion?: { readonly purl: Purl; readonly replacement: string; readonly of?: 'requirement' };
  /** How time alone makes it less grave, as `Graded` has it. */
  readonly course?: readonly GradeStep[];
  /** The version the finding speaks of, where it speaks of one. */
  readonly version?: string;
  readonly cause?: Cause;
  /** Addresses of the indexes that it is about. */
  readonly indexes?: readonly string[];
  readonly toldBy?: readonly Teller[];
  readonly signal?: Signal;
  readonly atlas?: AtlasCitation;
  readonly cwe?: readonly string[];
  readonly attack?: readonly string[];
  readonly aboutAi?: boolean;
}

/** The option texts are wrong: said with the key and the remedy. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  /** Path of keys inside the options. */
  readonly key: string;
  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** How an ecosystem spells names, and which there are: for options that list some. */
export type Naming = Pick<Ecosystem, 'type' | 'names'>;

/**
 * One rule: pure. `S` are the kinds of its subjects.
 * An unknown fact never yields a claim of absence; the engine reports unanswered questions itself.
 */
export interface Rule<S extends Subject = Subject, O = unknown> {
  readonly subjects: readonly S['kind'][];
  readonly meta: RuleMeta;
  /** Reads the options of the configuration (`{}` where there are none). Throws `OptionError`. */
  options(raw: Readonly<Record<string, unknown>>, ecosystems: readonly Naming[]): O;
  check(subject: S, facts: Facts, options: O): readonly Draft[];
}

/** A rule over any kinds of subjects. It is given subjects of its own kinds only. */
export type AnyRule = Rule;
