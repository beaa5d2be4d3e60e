import type { AtlasCitation } from '../../model/atlas.ts';

const asserted = (...ids: readonly string[]): AtlasCitation['mitigations'] =>
  ids.map((id) => ({ id: `AML.${id}`, basis: 'asserted' }));

/** What agents work by is changed, and comes along with the software: the backdoor in rules files. */
export const changedAgent: AtlasCitation = {
  techniques: ['AML.T0081', 'AML.T0010.001'].map((id) => ({ id, basis: 'case-study', stance: 'indicates' })),
  caseStudies: ['AML.CS0041', 'AML.CS0051'],
  mitigations: [{ id: 'AML.M0013', basis: 'atlas-declared' }, ...asserted('M0014', 'M0023', 'M0024', 'M0029')],
};

/** The same, written so that nobody sees it. */
export const hiddenRules: AtlasCitation = {
  ...changedAgent,
  techniques: ['AML.T0068', 'AML.T0081', 'AML.T0010.001'].map((id) => ({
    id,
    basis: 'case-study',
    stance: 'observed',
  })),
};

/** Text that an agent comes upon while it works. */
export const indirectInjection: AtlasCitation = {
  techniques: [{ id: 'AML.T0051.001', basis: 'case-study', stance: 'indicates' }],
  caseStudies: ['AML.CS0051'],
  mitigations: [
    { id: 'AML.M0024', basis: 'atlas-declared' },
    { id: 'AML.M0033', basis: 'atlas-declared' },
    ...asserted('M0020', 'M0030'),
  ],
};

/** The same, written so that nobody sees it. */
export const hiddenInjection: AtlasCitation = {
  ...indirectInjection,
  techniques: [
    { id: 'AML.T0068', basis: 'case-study', stance: 'observed' },
    { id: 'AML.T0051.001', basis: 'asserted', stance: 'indicates' },
  ],
  caseStudies: ['AML.CS0041'],
};

/** In a program: malware told a model that looks at it to call it harmless. */
export const injectionInCode: AtlasCitation = {
  techniques: [
    { id: 'AML.T0051.000', basis: 'case-study', stance: 'indicates' },
    { id: 'AML.T0015', basis: 'case-study', stance: 'indicates' },
  ],
  caseStudies: ['AML.CS0043'],
  mitigations: [
    { id: 'AML.M0024', basis: 'atlas-declared' },
    { id: 'AML.M0033', basis: 'atlas-declared' },
  ],
};
