import type { AtlasCitation, Stance } from '../model/atlas.ts';

/**
 * Packages of unproven origin or bytes, as far as AI software is made of them. ATLAS tells of no case of these very signs,
 * so the link is this project's own. ATLAS declares code signing for the technique; the others it declares for its parent.
 */
export const softwareFromElsewhere = (stance: Stance): AtlasCitation => ({
  techniques: [{ id: 'AML.T0010.001', basis: 'asserted', stance }],
  caseStudies: [],
  mitigations: [
    { id: 'AML.M0013', basis: 'atlas-declared' },
    { id: 'AML.M0014', basis: 'asserted' },
    { id: 'AML.M0023', basis: 'asserted' },
  ],
});

/** A package that is taken for another one by its name. */
export const takenForAnother = (stance: Stance): AtlasCitation => ({
  ...softwareFromElsewhere(stance),
  techniques: ['AML.T0010.001', 'AML.T0074'].map((id) => ({ id, basis: 'asserted', stance })),
});

/** A release that brings code of others in, or runs code as soon as it is installed. */
export const bringsCode: AtlasCitation = {
  techniques: ['AML.T0010.001', 'AML.T0011.001'].map((id) => ({ id, basis: 'asserted', stance: 'indicates' })),
  caseStudies: [],
  mitigations: ['AML.M0011', 'AML.M0013', 'AML.M0023'].map((id) => ({ id, basis: 'atlas-declared' })),
};

/** A name that the wrong index may serve: the case of `torchtriton`. */
export const servedByAnotherIndex: AtlasCitation = {
  ...softwareFromElsewhere('enables'),
  techniques: [{ id: 'AML.T0010.001', basis: 'case-study', stance: 'enables' }],
  caseStudies: ['AML.CS0015'],
};
