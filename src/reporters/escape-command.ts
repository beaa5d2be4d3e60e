import { shorten, visible } from './escape-invisible.ts';

/**
 * Makes a line of text that the runner takes for text. It reads `::name::` at the start of a line, after white space, and
 * the older `##[name]` anywhere in it (actions/runner, `ActionCommand.cs`). It searches by the rules of a culture, which
 * skip characters that cannot be seen: those must have been revealed before.
 */
export const neutraliseCommands = (line: string): string =>
  line.replaceAll('##[', '##\\u{5b}').replace(/^(\s*):(?=:)/, '$1\\u{3a}');

/** Untrusted text as one harmless line of at most `max` UTF-16 code units. */
export const commandText = (text: string, max: number): string => shorten(neutraliseCommands(visible(text, max)), max);

/** The message of a workflow command. The runner unescapes in the reverse order. */
export const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The value of a property of a workflow command. */
export const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
