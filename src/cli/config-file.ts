import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readPolicy } from '../app/policy.ts';
import { AuditError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';

/** The policy of a configuration file that the caller names. Throws where it is none. */
export async function readConfigFile(config: string): Promise<Policy> {
  const path = resolve(config);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined || !info.isFile()) {
    throw new AuditError('config', `${config} is no file`, 'give the path of a configuration file after --config');
  }
  return readPolicy(await readFile(path, 'utf8'), config);
}
