import { escapePattern } from '../text/escape-pattern.ts';

/** The source of a pattern that finds any of these modules where one is imported, or stands in quotes: not a file of the program (`./agents`). */
export const importedName = (modules: readonly string[]): string =>
  `(?:\\b(?:import|from)[ \\t]+|,[ \\t]*|["'\`][ \\t]*(?:@[\\w.-]{1,60}/|https?://[\\w./@-]{1,100}/)?)(${modules.map(escapePattern).join('|')})(?![a-z])`;
