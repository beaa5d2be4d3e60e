import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { readRegistryVariables } from '../app/environment.ts';
import { names } from '../app/names.ts';
import { openHttp } from '../app/run.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { defaultConfigPath } from '../engine/gate.ts';
import { createRegistryBook } from '../engine/registries.ts';
import { openFolders } from '../hosts/folders/open-folders.ts';
import { defaultWalkLimits } from '../hosts/folders/walk.ts';
import { createLog } from '../ports/progress.ts';
import { terminalText } from '../reporters/escape-terminal.ts';
import { userCache } from './cache.ts';
import { choosePolicy } from './policy.ts';

/** What questions about a folder need: its files, the policy in force there, and a way to the registries it may ask. */
export async function openFolderWorld(asked: {
  readonly dir: string;
  readonly config: string | undefined;
  readonly offline: boolean;
  readonly cache: boolean;
  /** Only what lies in the folder itself is read. */
  readonly isShallow?: boolean;
  readonly version: string;
}) {
  const { config, offline, version } = asked;
  const { env, stderr } = process;
  const source = await openFolders({
    base: null,
    head: resolve(asked.dir),
    ...(asked.isShallow ? { limits: shallow } : {}),
  });
  // The folder's own configuration counts: whoever runs this chose the folder.
  const own = { ...source, policy: source.head };
  const policy = await choosePolicy(config, own, offline);
  const environment = readRegistryVariables(env, ecosystems);
  const { http, credentials, notes } = await openHttp({
    source: own,
    policy,
    configPath: config === undefined ? defaultConfigPath : undefined,
    environment,
    keyring: { env, home: homedir(), ...(config === undefined ? {} : { config: resolve(config) }) },
    offline,
    cache: asked.cache ? userCache(asked.dir) : undefined,
    version,
  });
  for (const note of notes) stderr.write(`gazetteer: ${terminalText(note, 300)}\n`);
  const log = createLog({ stream: stderr, now: () => performance.now(), quiet: true, verbose: false, progress: false });
  return {
    ...names,
    bundled: names,
    ecosystems,
    now: new Date(),
    source,
    whole: async () => (await openFolders({ base: null, head: resolve(asked.dir) })).head,
    policy,
    registries: createRegistryBook(policy, environment),
    http,
    authenticates: (registry: string) => credentials(new URL(registry)) !== undefined,
    log,
    async close() {
      await http.close();
      log.stop();
    },
  };
}

/** The folder of the configuration is the only one below. */
const shallow = { ...defaultWalkLimits, enters: (path: string) => path === dirname(defaultConfigPath) };

/** More than anybody reads. */
const maxGaps = 100;

/** Says why files of the folder, and what they say, may be missing. */
export function tellGaps(gaps: readonly string[]): void {
  for (const gap of gaps.slice(0, maxGaps)) process.stderr.write(`gazetteer: not read: ${terminalText(gap, 300)}\n`);
  if (gaps.length > maxGaps) process.stderr.write(`gazetteer: not read: ${gaps.length - maxGaps} further places\n`);
}
