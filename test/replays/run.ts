import { readPolicy } from '../../src/app/policy.ts';
import { runAudit } from '../../src/app/run.ts';
import { fails } from '../../src/engine/decide.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ChangeSource } from '../../src/model/ports.ts';
import type { Report } from '../../src/model/report.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { memorySource } from '../support/memory-source.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import type { NpmPackage } from '../support/registries/npm-documents.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { type LoopbackServer, startServer } from '../support/registries/server.ts';
import { createRegistries } from './histories.ts';
import { writeProject } from './project.ts';
import { type Replay, readSpan } from './replay.ts';

const registered: ReadonlySet<string> = new Set(rules.map(({ meta }) => meta.id));

export interface Outcome {
  readonly report: Report;
  /**
   * `hold`: the run fails, and would not but for the age of releases that passes by itself. `fail`: something else is grave.
   */
  readonly kind: 'pass' | 'hold' | 'fail' | 'incomplete';
  /** Rules whose findings fail the run. */
  readonly failing: readonly string[];
  /** Of grave findings that are not the mere age of a release: rule, severity and package. */
  readonly grave: readonly string[];
  /** Of findings above `low`. */
  readonly noted: readonly string[];
}

const say = ({ ruleId, severity, confidence, package: found }: Finding): string =>
  `${severity}/${confidence} ${ruleId} ${found?.purl ?? ''}`;

const isGrave = ({ severity }: Finding): boolean => severity === 'high' || severity === 'critical';
const isAge = ({ ruleId, recheckAt }: Finding): boolean => ruleId === 'recent-release' && recheckAt !== undefined;

/** What the pull request of a replay is told so long after its release. No advisory knows anything. */
export async function run(replay: Replay, after: string, openNpm?: OpenNpm): Promise<Outcome> {
  const now = Date.parse(replay.at) + readSpan(after);
  return withRegistries(replay, now, (config, change) => judge(config, sourceOf(change), new Date(now)), openNpm);
}

/** The rules that tell it, each looked at by itself: as observers they are not joined. */
export async function listRules(replay: Replay, after: string): Promise<readonly string[]> {
  const now = Date.parse(replay.at) + readSpan(after);
  const observing = [...registered].map((id) => `  ${id}: { mode: observe }\n`);
  const { report } = await withRegistries(replay, now, (config, change) =>
    judge(`${config}rules:\n${observing.join('')}`, sourceOf(change), new Date(now)),
  );
  return [...new Set(report.findings.filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId))].sort();
}

const sourceOf = ({ before, after }: ReturnType<typeof writeProject>): ChangeSource => memorySource(before, after);

/** To pack and to unpack takes longer than to judge, and changes nothing of it. */
export const plain = { gzip: false };

/** What serves the packages of npm, and the packages as it has them. */
export interface NpmHost extends Pick<LoopbackServer, 'url' | 'close'> {
  readonly packages: readonly NpmPackage[];
}

export type OpenNpm = (packages: readonly NpmPackage[]) => Promise<NpmHost>;

const serveNpm: OpenNpm = async (packages) => ({ ...(await startNpmRegistry(packages, plain)), packages });

/** The registries on loopback as they were at a moment, the configuration that names them, and the change. */
export async function withRegistries<T>(
  replay: Replay,
  now: number,
  use: (config: string, change: ReturnType<typeof writeProject>) => Promise<T>,
  openNpm: OpenNpm = serveNpm,
): Promise<T> {
  const world = createRegistries(replay, now);
  const npm = await openNpm(world.npm);
  const pypi = await startPyPi(world.pypi, plain);
  const platform = replay.orphanCommits === true ? await startPlatform() : undefined;
  try {
    const held = { ...world, npm: npm.packages };
    return await use(configure(npm.url, pypi.index, platform?.url), writeProject(replay.change, held));
  } finally {
    for (const server of [npm, pypi, platform]) await server?.close();
  }
}

export const configure = (npm: string, pypi: string, platform?: string): string => `version: 1
registries:
  npm: { url: "${npm}", mirrors-public: true }
  pypi: { url: "${pypi}", mirrors-public: true }
${platform === undefined ? '' : `  githubactions: { url: "${platform}", mirrors-public: true }\n`}services: { osv: false, github-advisories: false, deps-dev: false }
`;

/** A platform whose repositories have one branch, and give the commits of forks as well (docs.github.com/rest). */
function startPlatform(): Promise<LoopbackServer> {
  const main = { ref: 'refs/heads/main', object: { sha: '1'.repeat(40), type: 'commit' } };
  return startServer(({ url }) => {
    const [, , owner, repository, ...rest] = (url.split('?', 1)[0] ?? '').split('/');
    const path = rest.join('/');
    if (path === '') return { json: { full_name: `${owner}/${repository}`, default_branch: 'main' } };
    if (path.startsWith('compare/')) return { json: { status: 'diverged' } };
    if (path === 'git/matching-refs/tags') return { json: [] };
    if (path === 'git/matching-refs/heads') return { json: [main] };
    return path.startsWith('commits/') ? { json: { sha: path.slice('commits/'.length) } } : undefined;
  });
}

/** An audit in this process, of what the command line audits. */
export async function judge(config: string, source: ChangeSource, now: Date): Promise<Outcome> {
  const policy = await readPolicy(config, 'gazetteer.yml');
  const { report } = await runAudit({
    source,
    policy,
    configPath: undefined,
    environment: [],
    keyring: { env: {} },
    offline: false,
    now,
    log: { progress: () => undefined, debug: () => undefined },
    version: '0.0.0',
    helpUri: (id) => `https://gazetteer.example/rules/${id}`,
  });
  const failing = report.findings.filter((finding) => fails(finding, policy));
  const grave = report.findings.filter((finding) => isGrave(finding) && !isAge(finding));
  const noted = report.findings.filter(({ severity }) => severity !== 'info' && severity !== 'low');
  const isHeld = failing.length > 0 && failing.every(isAge);
  return {
    report,
    kind: failing.length === 0 ? report.verdict : isHeld ? 'hold' : 'fail',
    failing: [...new Set(failing.map(({ ruleId }) => ruleId))],
    grave: grave.map(say),
    noted: noted.map(say),
  };
}
