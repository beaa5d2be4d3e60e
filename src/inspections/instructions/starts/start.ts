import type { AutoStart } from '../../../model/instruction.ts';
import type { Stretch } from '../new-text.ts';

/** What starts by itself, before what it runs was looked at. */
export interface Start {
  readonly trigger: AutoStart['trigger'];
  readonly byAgent?: true;
  readonly when: string;
  readonly command: string;
  readonly place: Stretch;
  /** What reads the command. */
  readonly language: 'shell' | 'code';
  /** Every project has such: it is told only where something speaks against it. */
  readonly isOrdinary?: true;
}
