import { expect, it } from 'vitest';
import { pullRequestEvent } from '../support/github/events.ts';
import { makeRepository, start } from '../support/github/harness.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { runAction } from '../support/runner.ts';
import { daysAgo, dist, makeFolder, manifest, now, spawnCli, startWorld } from './world.ts';

/** A private registry that the configuration names, and files of the base side with a token for it. */
async function setUp() {
  const world = await startWorld();
  const versions = [{ version: '1.0.0', publishedAt: daysAgo(900) }];
  const hidden = await startNpmRegistry([{ name: '@acme/secret', versions }]);
  const list = `npm: [{ url: "${world.npm.url}", role: primary, mirrors-public: true }, { url: "${hidden.url}", role: explicit, names: ["@acme/*"] }]`;
  const config = world.config().replace(/npm: .*/, list);
  const rc = `//${new URL(hidden.url).host}/:_authToken=`;
  const before = { 'package.json': manifest({}), '.github/gazetteer.yml': config, '.npmrc': `${rc}\${NPM_TOKEN}\n` };
  const after = { ...before, 'package.json': manifest({ '@acme/secret': '1.0.0' }), '.npmrc': `${rc}\${STOLEN}\n` };
  return {
    hidden,
    before,
    after,
    tokens: () => [...new Set(hidden.log.map(({ headers }) => headers['authorization']))],
  };
}

const env = { NPM_TOKEN: 'hunter2', STOLEN: 'hunter3' };

it('fills in, in a workflow, what the base side says', async () => {
  const { hidden, before, after, tokens } = await setUp();
  try {
    const repository = makeRepository();
    const event = pullRequestEvent({ base: repository.commit(before), head: repository.commit(after) });
    const github = await start(repository);
    const run = await runAction({
      script: dist('action.js'),
      inputs: { 'github-token': github.token },
      event: { name: event.name, payload: event.payload },
      env: { ...event.env, GITHUB_API_URL: github.url, ...env },
    });
    expect(tokens()).toEqual(['Bearer hunter2']);
    expect(JSON.stringify(run)).not.toContain('hunter3');
  } finally {
    await hidden.close();
  }
});

it('fills in nothing on the command line for a host that the user does not name', async () => {
  const { hidden, before, after, tokens } = await setUp();
  try {
    const [base, head] = [makeFolder(before), makeFolder(after)];
    const audit = (variables: Record<string, string>, ...args: readonly string[]) =>
      spawnCli(['audit', '--base', base, '--head', head, '--now', now, '--format', 'json', ...args], {
        env: variables,
      });
    const HOME = makeFolder({});
    const careful = await audit({ ...env, HOME });
    expect(tokens()).toEqual([undefined]);
    expect(careful.stdout).toContain('NPM_TOKEN stands for a variable');

    const mine = makeFolder({ 'mine.yml': before['.github/gazetteer.yml'] });
    await audit({ ...env, HOME }, '--config', `${mine}/mine.yml`);
    expect(tokens()).toEqual([undefined, 'Bearer hunter2']);

    const own = makeFolder({ '.npmrc': `//${new URL(hidden.url).host}/:_authToken=\${STOLEN}` });
    const run = await audit({ ...env, HOME: own });
    expect(tokens()).toEqual([undefined, 'Bearer hunter2', 'Bearer hunter3']);
    expect(run.stdout + run.stderr + careful.stdout + careful.stderr).not.toContain('hunter');
  } finally {
    await hidden.close();
  }
});
