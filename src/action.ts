import * as core from '@actions/core';
import { runAction } from './action/run.ts';
import { AuditError } from './model/error.ts';

declare const __VERSION__: string;

/** What stops the run is said once, escaped by the toolkit; the exit status is the command line's. */
function fail(error: unknown): number {
  const known = error instanceof AuditError;
  const hint = known && error.hint !== undefined ? ` ${error.hint}` : '';
  core.error(
    known ? `${error.message}${hint}` : error instanceof Error ? (error.stack ?? error.message) : String(error),
    {
      title: 'gazetteer',
    },
  );
  return known && error.code !== 'source' ? 2 : 3;
}

process.exitCode = await runAction(process.env, __VERSION__).catch(fail);
