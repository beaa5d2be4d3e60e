import type { Cause } from '../../model/rule.ts';
import { quoteWritten } from '../addresses.ts';
import { clip, sayPath } from '../wording.ts';

const longestTool = 60;

/** `the agent tool "files"` */
export const sayTool = (tool: string | undefined): string =>
  tool === undefined || tool === '' ? 'a tool of an agent' : `the agent tool ${quoteWritten(clip(tool, longestTool))}`;

/** `.mcp.json, line 5` */
export const sayLine = ({ path, startLine }: { readonly path: string; readonly startLine: number }): string =>
  `${sayPath(path)}, line ${startLine}`;

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** So many of one kind that one file brings in are told as one. */
const many = 4;

export const causeOf = (kind: string, path: string, name: string, message: string, remediation: string): Cause => ({
  key: JSON.stringify([kind, path]),
  name: clip(name, longestTool),
  many: { least: many, message: `${message} in ${sayPath(path)}`, remediation },
});
