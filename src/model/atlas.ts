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

export const noCitation: AtlasCitation = { techniques: [], caseStudies: [], mitigations: [] };
