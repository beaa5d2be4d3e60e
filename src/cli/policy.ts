import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readBasePolicy, readPolicy } from '../app/policy.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { AuditError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource } from '../model/ports.ts';

/** The configuration that `--config` names, else the one that is in force on the base side. */
export async function choosePolicy(config: string | undefined, source: ChangeSource): Promise<Policy> {
  if (config === undefined) return readBasePolicy(source, defaultConfigPath, false);
  const path = resolve(config);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined || !info.isFile()) {
    throw new AuditError('config', `${config} is no file`, 'give the path of a configuration file after --config');
  }
  return readPolicy(await readFile(path, 'utf8'), config);
}
