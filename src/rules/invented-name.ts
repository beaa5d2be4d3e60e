import type { AtlasCitation, Stance } from '../model/atlas.ts';

/** Anyone may publish the name that a model made up: a precondition of the case study, or a sign that it happened. */
export const inventedName = (stance: Stance): AtlasCitation => ({
  techniques: [
    { id: 'AML.T0060', basis: 'case-study', stance },
    { id: 'AML.T0062', basis: 'case-study', stance },
  ],
  caseStudies: ['AML.CS0022'],
  mitigations: [
    { id: 'AML.M0020', basis: 'atlas-declared' },
    { id: 'AML.M0021', basis: 'atlas-declared' },
    { id: 'AML.M0022', basis: 'atlas-declared' },
  ],
});
