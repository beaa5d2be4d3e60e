import { type ParseArgsConfig, parseArgs } from 'node:util';
import { findNearest } from '../config/nearest.ts';
import { AuditError } from '../model/error.ts';

type Flags = NonNullable<ParseArgsConfig['options']>;

/** @throws AuditError of usage where an argument is not known, or lacks its value */
export function parseFlags<F extends Flags>(args: readonly string[], options: F) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? explain(error.message, Object.keys(options)) : String(error));
  }
}

/** Node's words, but for an option that does not exist: its advice is about arguments that begin with a dash. */
function explain(message: string, known: readonly string[]): string {
  const [, option] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (option === undefined) return message.replaceAll('\n', ' ');
  const nearest = findNearest(option.replace(/^-+/, ''), known);
  return `there is no option ${option} here${nearest === undefined ? '' : `: did you mean --${nearest}?`}`;
}

export const usage = (message: string): AuditError =>
  new AuditError('usage', message, 'gazetteer --help shows the usage');
