import type { Stance } from '../../model/atlas.ts';
import { type Severity, severities } from '../../model/finding.ts';
import { stanceWords } from '../phrases.ts';

/** How grave what was found of a technique is, and how near it came to the act. */
export interface Grade {
  readonly severity: Severity;
  readonly stance: Stance;
}

/** What a stance counts for, and how much of the colour it leaves. */
const stances: Readonly<Record<Stance, { readonly points: number; readonly share: number }>> = {
  enables: { points: 10, share: 0.5 },
  indicates: { points: 15, share: 0.75 },
  observed: { points: 20, share: 1 },
};

const colours: Readonly<Record<Severity, readonly [red: number, green: number, blue: number]>> = {
  critical: [183, 28, 28],
  high: [230, 81, 0],
  medium: [249, 168, 37],
  low: [3, 155, 229],
  info: [120, 144, 156],
};

/** 10 (information, a precondition) to 100 (critical, seen). A step of severity counts for more than one of stance. */
export const scoreOf = ({ severity, stance }: Grade): number =>
  severities.indexOf(severity) * 20 + stances[stance].points;

/** The colour of the severity, the paler the further from the act. */
export function colourOf({ severity, stance }: Grade): string {
  const { share } = stances[stance];
  const parts = colours[severity].map((part) => Math.round(255 - share * (255 - part)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** `critical, made possible` */
export const gradeWords = ({ severity, stance }: Grade): string => `${severity}, ${stanceWords[stance]}`;
