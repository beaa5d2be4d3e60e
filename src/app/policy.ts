import { loadPolicy } from '../config/load.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { readTexts } from '../engine/gate.ts';
import { AuditError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { ChangeSource } from '../model/ports.ts';
import { rules } from '../rules/index.gen.ts';

/** The policy that a configuration text sets; without a text the defaults. */
export const readPolicy = (text: string | undefined, path: string): Promise<Policy> =>
  loadPolicy(text, {
    path,
    rules,
    ecosystems: ecosystems.map(({ type }) => type),
    normaliseName: (type, name) => ecosystems.find((one) => one.type === type)?.names.normalise(name) ?? name,
  });

/** The configuration in force, as it stands on the base side: a change never sets the rules it is judged by. */
export async function readBasePolicy(source: ChangeSource, path: string, required: boolean): Promise<Policy> {
  const text = (await readTexts(source.policy, [path])).get(path);
  if (text !== undefined) return readPolicy(text, path);
  // A configuration that is there and cannot be read must never turn into the defaults.
  const { entries } = await source.policy.entries((candidate) => candidate === path);
  if (entries.length > 0) {
    const hint = 'put the configuration itself there: a regular file of at most 1 MiB';
    throw new AuditError('config', `${path} of ${source.policy.label} cannot be read`, hint);
  }
  if (!required) return readPolicy(undefined, path);
  const hint = 'the configuration is read from the base side';
  throw new AuditError('config', `${path} is not in ${source.policy.label}`, hint);
}
