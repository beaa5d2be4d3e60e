import { context } from '@actions/github';
import { type OpenPolicyTree, readBasePolicy, readOtherPolicy } from '../app/policy.ts';
import type { StatedPolicy } from '../config/override.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { openPolicyTree } from '../hosts/github/policy-tree.ts';
import type { ChangeSource } from '../model/ports.ts';
import { proxyFetch } from '../ports/http/proxy.ts';
import type { Inputs } from './inputs.ts';

interface PolicyInForce {
  readonly policy: StatedPolicy;
  /** Where it stands in the audited repository. */
  readonly configPath: string;
}

/** The configuration that the inputs name: a file of the base branch, or one of another repository of the same platform. */
export async function readPolicyInForce(
  source: ChangeSource,
  { configFile, configToken, token }: Inputs,
): Promise<PolicyInForce> {
  const fetch = await proxyFetch();
  const options = { apiUrl: context.apiUrl, token: configToken === '' ? token : configToken, fetch };
  const open: OpenPolicyTree = (address) => openPolicyTree(address, options);
  if (typeof configFile === 'object')
    return { policy: await readOtherPolicy(source, configFile, open), configPath: defaultConfigPath };
  const configPath = configFile ?? defaultConfigPath;
  return { policy: await readBasePolicy(source, configPath, configFile !== undefined, open), configPath };
}
