import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type OpenPolicyTree, readBasePolicy, readOtherPolicy, readPolicy } from '../app/policy.ts';
import { parsePolicyAddress } from '../config/address.ts';
import type { StatedPolicy } from '../config/override.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import { AuditError } from '../model/error.ts';
import type { ChangeSource } from '../model/ports.ts';
import { proxyFetch } from '../ports/http/proxy.ts';

/** The configuration that `--config` names, else the one that is in force on the base side. */
export async function choosePolicy(
  config: string | undefined,
  source: ChangeSource,
  offline: boolean,
): Promise<StatedPolicy> {
  const open = offline ? refuseOffline : openFromGitHub;
  if (config === undefined) return readBasePolicy(source, defaultConfigPath, false, open);
  const path = resolve(config);
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile() === true) return readPolicy(await readFile(path, 'utf8'), config, open);
  const address = info === undefined ? parsePolicyAddress(config) : undefined;
  if (address !== undefined) return readOtherPolicy(source, address, open);
  throw new AuditError(
    'config',
    `${config} is no file`,
    'give the path of a configuration file after --config, or owner/repo/path@ref',
  );
}

/** With the token that the caller's environment has for GitHub, as its own command line takes it (cli.github.com/manual). */
const openFromGitHub: OpenPolicyTree = async (address) => {
  const { GITHUB_API_URL, GH_TOKEN, GITHUB_TOKEN } = process.env;
  const { openPolicyTree } = await import('../hosts/github/policy-tree.ts');
  return openPolicyTree(address, {
    apiUrl: GITHUB_API_URL || endpoints.githubApi,
    token: GH_TOKEN || GITHUB_TOKEN || '',
    fetch: await proxyFetch(),
  });
};

const refuseOffline: OpenPolicyTree = ({ owner, repo }) => {
  throw new AuditError(
    'config',
    `the configuration is in ${owner}/${repo}, and --offline asks nobody`,
    'give a file of this machine after --config',
  );
};
