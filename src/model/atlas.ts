/** Who says that a finding belongs to a technique: ATLAS itself, one of its case studies, or this project. */
export type Basis = 'atlas-declared' | 'case-study' | 'asserted';

/** Whether the finding shows a precondition, a sign, or the act. */
export type Stance = 'enables' | 'indicates' | 'observed';

/** What a rule cites; names are filled in from the bundled release, so no rule can misname an id. */
export interface AtlasCitation {
  /** At most four; the first is the primary one. */
  readonly techniques: readonly { readonly id: string; readonly basis: Basis; readonly stance: Stance }[];
  readonly caseStudies: readonly string[];
  /** Curated for the rule, never inherited blindly. */
  readonly mitigations: readonly { readonly id: string; readonly basis: Basis }[];
}

/** A citation with its names, as reports show it. */
export interface AtlasMapping {
  readonly tactics: readonly { readonly id: string; readonly name: string }[];
  readonly techniques: readonly {
    readonly id: string;
    readonly name: string;
    readonly basis: Basis;
    readonly stance: Stance;
  }[];
  readonly caseStudies: readonly { readonly id: string; readonly name: string }[];
  readonly mitigations: readonly { readonly id: string; readonly name: string; readonly basis: Basis }[];
}

/** A technique as reports place it in the matrix. */
export interface AtlasEntry {
  readonly id: string;
  readonly name: string;
  /** Id of the technique that a sub-technique specialises. */
  readonly parent?: string;
  /** A sub-technique has those of its parent; `slug` as Navigator layers spell it. */
  readonly tactics: readonly { readonly id: string; readonly name: string; readonly slug: string }[];
  /** As the STIX bundle of ATLAS has it: `attack-pattern--<UUID>`. */
  readonly stixId: string;
  readonly url: string;
}

/** What reporters may ask of the bundled release. */
export interface AtlasLibrary {
  readonly name: string;
  /** Release of the ids and names. */
  readonly version: string;
  readonly url: string;
  /** A retired id gives its successor. */
  technique(id: string): AtlasEntry | undefined;
  /** In the order of the columns of the matrix. */
  tactics(): readonly { readonly id: string; readonly name: string }[];
  /** Ids of the tactics of a technique; empty for an id that the release does not hold. */
  tacticsOf(technique: string): readonly string[];
}

export const noCitation: AtlasCitation = { techniques: [], caseStudies: [], mitigations: [] };
