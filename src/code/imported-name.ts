import { escapePattern } from '../text/escape-pattern.ts';

/** The source of a pattern that finds any of these modules where one is imported, or stands in quotes. */
export const importedName = (modules: readonly string[]): string =>
  `(?:\\b(?:import|from)[ \\t]+|["'\`/,][ \\t]*)(${modules.map(escapePattern).join('|')})(?![a-z])`;
