import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AuditError } from '../model/error.ts';

type Flags = NonNullable<ParseArgsConfig['options']>;

/** @throws AuditError of usage where an argument is not known, or lacks its value */
export function parseFlags<F extends Flags>(args: readonly string[], options: F) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

export const usage = (message: string): AuditError =>
  new AuditError('usage', message, 'gazetteer --help shows the usage');
