import { setOutputs } from './action/outputs.ts';
import { runAction } from './action/run.ts';
import { tell } from './action/tell.ts';
import { AuditError } from './model/error.ts';

declare const __VERSION__: string;

/** A run that ended early has verified nothing, and later steps can tell. The exit status is the command line's. */
function fail(error: unknown): number {
  tell(error);
  setOutputs({ verdict: 'incomplete' });
  return error instanceof AuditError && error.code !== 'source' ? 2 : 3;
}

process.exitCode = await runAction(process.env, __VERSION__).catch(fail);
