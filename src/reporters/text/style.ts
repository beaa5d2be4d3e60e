import type { Severity } from '../../model/finding.ts';
import type { Verdict } from '../../model/report.ts';

/** Select Graphic Rendition parameters (ECMA-48, section 8.3.117): the only escape sequences the program writes. */
const codes = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', blue: '34', cyan: '36' } as const;
export type Colour = keyof typeof codes;

/** Wraps escaped text. Without colour: the text itself. */
export type Paint = (text: string, ...colours: readonly Colour[]) => string;

export const painter =
  (color: boolean): Paint =>
  (text, ...colours) =>
    color && colours.length > 0 ? `\u001b[${colours.map((c) => codes[c]).join(';')}m${text}\u001b[0m` : text;

export const severityColours: Readonly<Record<Severity, readonly Colour[]>> = {
  critical: ['bold', 'red'],
  high: ['red'],
  medium: ['yellow'],
  low: ['cyan'],
  info: ['blue'],
};

export const verdictColours: Readonly<Record<Verdict, readonly Colour[]>> = {
  pass: ['bold', 'green'],
  fail: ['bold', 'red'],
  incomplete: ['bold', 'yellow'],
};
