/** An object of ATLAS: its id, with the prefix `AML.`, and its name. */
export interface CaseObject {
  readonly id: string;
  readonly name: string;
}

/** Where a step of a case shows to whoever defends: in the change itself, in a log, or in neither (none of them). */
export type Sight = 'change' | 'log';

export interface CaseStep {
  readonly tactic: CaseObject;
  readonly technique: CaseObject;
  /** What was done. */
  readonly what: string;
  readonly sights: readonly Sight[];
  /** By what it shows, or why it does not. */
  readonly shows: string;
}

/** What a log has that shows a case at work. */
export interface LogEvent {
  readonly id: string;
  /** The log, in words. */
  readonly log: string;
  readonly fields: readonly string[];
  /** What to look for, and what it means. */
  readonly look: string;
  /** What it is looked for by; left out: nothing of it hangs on a package or a file. */
  readonly by?: 'package' | 'file';
  /** The values that people are shown. */
  readonly shown?: string;
  /** Left out: Sigma has no log source for it, or a rule would match everywhere. */
  readonly rule?: RuleTemplate;
}

/** A Sigma rule without the values that a change gives it. */
export interface RuleTemplate {
  readonly title: string;
  readonly description: string;
  readonly logsource: {
    readonly category?: string;
    /** `language`: that of the files. */
    readonly product?: string;
    readonly definition?: string;
  };
  /** By name, in their order: by field with its modifiers, all of which must match. */
  readonly selections: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  /** By name: words of which one must stand anywhere in the event. */
  readonly keywords?: Readonly<Record<string, Values>>;
  readonly condition: string;
  readonly falsepositives: readonly string[];
  readonly level: 'informational' | 'low' | 'medium' | 'high' | 'critical';
  /** Tags without their namespace `attack.`. */
  readonly attack: readonly string[];
}

/** As Sigma writes them, or those of a trace. */
export type Values = readonly string[] | { readonly trace: string };

/**
 * What packages or files of one kind leave in logs. Patterns hold `{name}`, `{base}` (what follows the last slash), `{stem}`
 * (that without its ending), `{encoded}` (slashes as `%2f`) and `{version}`.
 */
export interface Traces {
  /** As rules name it in their ids and products. */
  readonly id: string;
  readonly title: string;
  /** Characters that the registry takes for one another in names. */
  readonly separators?: string;
  readonly kinds: Readonly<Record<string, Trace>>;
  /** Of the public registry: of its pages and of its archives. */
  readonly hosts?: readonly string[];
  /** Lines that clients write into the log of an installation. */
  readonly lines?: readonly { readonly client: string; readonly says: readonly string[] }[];
}

export interface Trace {
  /**
   * `text`: as it stands. `wildcards`: `*` and `?` are Sigma's. `path`: the same, with slashes of either kind. `regex`: of
   * the flavour that Sigma has.
   */
  readonly form: 'text' | 'wildcards' | 'path' | 'regex';
  /** Of any release. */
  readonly any: readonly string[];
  /** Of one release; left out: nothing tells them apart. */
  readonly release?: readonly string[];
}

export interface CaseMitigation extends Partial<CaseObject> {
  /** `atlas-declared`: ATLAS links it to a technique of the case; `own`: ATLAS has none, and no id. */
  readonly basis: 'atlas-declared' | 'asserted' | 'own';
  readonly text: string;
}

/** What is told of a case study where a change touches it. */
export interface CaseStudy extends CaseObject {
  readonly url: string;
  /** What this project wrote of it; left out: nothing, and only what the findings themselves cite is told. */
  readonly told?: {
    /** `Incident of ...`, `Exercise of ...`, with who did it. */
    readonly origin: string;
    readonly summary: readonly string[];
    /** In the order of the case. */
    readonly steps: readonly CaseStep[];
    readonly detections: readonly string[];
    readonly mitigations: readonly CaseMitigation[];
    /** Techniques that no mitigation of ATLAS is linked to. */
    readonly unmitigated: readonly CaseObject[];
  };
  /** Whether the names themselves are to be watched, or only the very releases. */
  readonly watches: 'names' | 'releases';
  readonly events: readonly LogEvent[];
}

/** What is known of case studies and of what they leave in logs. */
export interface CaseLibrary {
  study(id: string): CaseStudy;
  /** By purl type; undefined where nothing is known. */
  packages(type: string): Traces | undefined;
  /** By the ending of the path; undefined where nothing is known. */
  files(path: string): Traces | undefined;
}
