import { loadPolicy } from '../config/load.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
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
    naming: ecosystems,
  });

/** The configuration in force, as it stands on the base side: a change never sets the rules it is judged by. */
export async function readBasePolicy(source: ChangeSource, path: string, required: boolean): Promise<Policy> {
  const where = `${path} of ${source.policy.label}`;
  const { entries, incomplete } = await source.policy.entries((candidate) => candidate === path, new Set([path]));
  const [entry] = entries;
  if (entry === undefined) {
    if (incomplete !== undefined) throw new AuditError('source', `${where} cannot be found: ${incomplete}`);
    if (!required) return readPolicy(undefined, path);
    throw new AuditError(
      'config',
      `${path} is not in ${source.policy.label}`,
      'the configuration is read from the base side',
    );
  }
  // A configuration that is there and cannot be read must never turn into the defaults.
  const hint = 'put the configuration itself there: a regular file of at most 1 MiB';
  if (entry.mode !== 'file') throw new AuditError('config', `${where} is a ${kindOf[entry.mode]}`, hint);
  const read = (await source.policy.read([entry], maxConfigBytes)).get(path);
  if (read?.kind === 'bytes') return readPolicy(new TextDecoder().decode(read.bytes), path);
  if (read?.tooLarge === true) throw new AuditError('config', `${where} cannot be read: ${read.reason}`, hint);
  throw new AuditError('source', `${where} cannot be read: ${read?.reason ?? 'it was not given'}`, 'try again later');
}

const maxConfigBytes = 1024 * 1024;

const kindOf = { symlink: 'symbolic link', submodule: 'submodule' } as const;
