/** A constant that code gives to an option, or any of several. */
type OptionValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What of a package runs what a model writes. */
export interface EntryPoint {
  /** As code that imports it names it: the module, a dot and the name in it, `smolagents.CodeAgent`. */
  readonly path: string;
  /** It does so only where it is given one of these. */
  readonly when?: OptionValues;
  /** It does so elsewhere, or not at all, where it is given one of these. */
  readonly unless?: OptionValues;
}

export interface ExecutionFlaw {
  /** CVE first. */
  readonly ids: readonly string[];
  /** The version that ends it; left out: none is known. */
  readonly fixed?: string;
}

/** A package that runs what a model writes, or has parts that do. */
export interface Execution {
  /** `purpose`: it is made for that. `entries`: it has parts that do, for those who use them. */
  readonly kind: 'purpose' | 'entries';
  /** A sentence without its full stop: what runs, and how. */
  readonly runs: string;
  /** A sentence: what is otherwise in later releases. */
  readonly changed?: string;
  readonly entries: readonly EntryPoint[];
  readonly flaws: readonly ExecutionFlaw[];
  /** Addresses, or a repository and the path of a file in it. */
  readonly sources: readonly string[];
}
