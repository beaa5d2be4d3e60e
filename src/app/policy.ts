import { isSameFile, sayPolicyAddress } from '../config/address.ts';
import type { ConfigContext } from '../config/context.ts';
import { loadPolicy } from '../config/load.ts';
import type { StatedPolicy } from '../config/override.ts';
import { fail, type Place } from '../config/problem.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { AuditError } from '../model/error.ts';
import type { PolicyAddress } from '../model/policy.ts';
import type { ChangeSource, Tree } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import { rules } from '../rules/index.gen.ts';
import { readTreeFile } from './tree-file.ts';

/** The tree of another repository at the commit that an address names now; the label is that commit. */
export type OpenPolicyTree = (address: PolicyAddress) => Promise<Tree>;

const maxConfigBytes = 1024 * 1024;
/** Files of other repositories, one extending the next: a house, a department, a team. */
const maxExtended = 3;

const contextOf = (path: string): ConfigContext => ({
  path,
  rules,
  ecosystems: ecosystems.map(({ type }) => type),
  normaliseName: (type, name) => ecosystems.find((one) => one.type === type)?.names.normalise(name) ?? name,
  naming: ecosystems,
});

/** The policy that a configuration text sets; without a text the defaults. */
export const readPolicy = (text: string | undefined, path: string, open?: OpenPolicyTree): Promise<StatedPolicy> =>
  loadPolicy(text, open === undefined ? contextOf(path) : extending(contextOf(path), open, []));

const extending = (context: ConfigContext, open: OpenPolicyTree, before: readonly PolicyAddress[]): ConfigContext => ({
  ...context,
  extend: (address, place) => follow(address, place, open, before),
});

async function follow(
  address: PolicyAddress,
  place: Place,
  open: OpenPolicyTree,
  before: readonly PolicyAddress[],
): Promise<StatedPolicy> {
  if (before.some((one) => isSameFile(one, address)))
    fail(place, 'extends itself', 'remove the key in one of the files');
  if (before.length === maxExtended)
    fail(place, `more than ${maxExtended} files extend each other`, 'put what they say into fewer files');
  return readRemotePolicy(address, open, before);
}

/** The policy of a file in another repository, which names the commit that it was read at. */
async function readRemotePolicy(
  address: PolicyAddress,
  open: OpenPolicyTree,
  before: readonly PolicyAddress[] = [],
): Promise<StatedPolicy> {
  const tree = await open(address);
  const where = sayPolicyAddress(address, tree.label);
  const text = await readTreeFile(tree, address.path, where, maxConfigBytes);
  if (text === undefined)
    throw new AuditError('config', `${where} is not there`, 'write it like acme/policy/gazetteer.yml@<commit>');
  const policy = await loadPolicy(text, extending(contextOf(where), open, [...before, address]));
  const read = tree.label === address.ref ? where : `${sayPolicyAddress(address)}, which is ${tree.label} now`;
  return {
    ...policy,
    exceptions: policy.exceptions.map((one) => ({ ...one, from: one.from ?? sayPolicyAddress(address) })),
    notes: [...(policy.notes ?? []), { level: 'note', message: `the configuration counts of ${read}` }],
  };
}

/** The configuration in force, as it stands on the base side: a change never sets the rules it is judged by. */
export async function readBasePolicy(
  source: ChangeSource,
  path: string,
  required: boolean,
  open?: OpenPolicyTree,
): Promise<StatedPolicy> {
  const text = await readTreeFile(source.policy, path, `${path} of ${source.policy.label}`, maxConfigBytes);
  if (text !== undefined || !required) return readPolicy(text, path, open);
  throw new AuditError(
    'config',
    `the configuration ${path} is not in ${source.policy.label}`,
    'merge it into the base branch first, or name a file of another repository as owner/repo/path@ref',
  );
}

/**
 * The configuration of another repository, in force whatever the audited one says. Only where it locks keys, and so is made to be
 * built on, does the audited repository's own file count on top of it, and only one that extends it.
 */
export async function readOtherPolicy(
  source: ChangeSource,
  address: PolicyAddress,
  open: OpenPolicyTree,
): Promise<StatedPolicy> {
  const policy = await readRemotePolicy(address, open);
  const path = defaultConfigPath;
  const text = await readTreeFile(source.policy, path, `${path} of ${source.policy.label}`, maxConfigBytes);
  if (text === undefined) return policy;
  if (policy.locked.length === 0) return tellForeign(policy, `${sayPolicyAddress(address)}, which locks nothing`);
  let extendsIt = false;
  const extend: NonNullable<ConfigContext['extend']> = async (asked) => {
    extendsIt = isSameFile(asked, address);
    return policy;
  };
  const own = await loadPolicy(text, { ...contextOf(path), extend });
  return extendsIt ? own : tellForeign(policy, `${sayPolicyAddress(address)}, which that file does not extend`);
}

/** Whoever wrote the file of the repository expects it to count. */
function tellForeign(policy: StatedPolicy, why: string): StatedPolicy {
  const message = `${defaultConfigPath} does not count: this audit goes by ${why}`;
  const note: Notification = { level: 'warning', message, path: defaultConfigPath };
  return { ...policy, notes: [...(policy.notes ?? []), note] };
}
