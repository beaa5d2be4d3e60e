import type { Draft } from '../model/rule.ts';
import { takenForAnother } from './supply-chain.ts';

/** Not about AI: a name one slip away from a well-known one. */
export const slipOfTheKeyboard = {
  atlas: takenForAnother('enables'),
  attack: ['T1195.001', 'T1036'],
  aboutAi: false,
} as const satisfies Pick<Draft, 'atlas' | 'attack' | 'aboutAi'>;
