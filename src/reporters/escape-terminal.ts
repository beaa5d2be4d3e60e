import { commandText } from './escape-command.ts';

/**
 * Untrusted text for a terminal: no control reaches it, so no escape sequence does. A terminal's output is often a
 * runner's log as well, and wrapping may put any word at the start of a line: no two colons stand together.
 */
export const terminalText = (text: string, max: number): string => commandText(text, max).replaceAll('::', ':\\u{3a}');
