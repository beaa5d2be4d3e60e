import type { Draft } from '../../model/rule.ts';

/** Not about AI: a name one slip away from a well-known one. */
export const slipOfTheKeyboard = {
  atlas: {
    techniques: [
      { id: 'AML.T0010.001', basis: 'asserted', stance: 'enables' },
      { id: 'AML.T0074', basis: 'asserted', stance: 'enables' },
    ],
    caseStudies: [],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  attack: ['T1195.001', 'T1036'],
  aboutAi: false,
} as const satisfies Pick<Draft, 'atlas' | 'attack' | 'aboutAi'>;
