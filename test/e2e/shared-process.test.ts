import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type CliOptions, makeFolder, manifest, now, runCli, spawnCli, startWorld } from './world.ts';

/** Without what a run took, which no two have in common. */
const settle = (text: string): string =>
  text.replace(/^.*\d requests?, .*$/gm, '').replace(/^ {2}"stats": \{$.*?^ {2}\}$/ms, '');

// Most tests call the command line in a process that has run others before. This one shows that it makes no difference.
it('says in a process that has run other commands what it says in its own', async () => {
  const world = await startWorld();
  const config = { '.github/gazetteer.yml': world.config() };
  const base = makeFolder({ ...config, 'package.json': manifest({}) });
  const head = makeFolder({
    ...config,
    'package.json': manifest({ 'left-pad': '1.3.0', raect: '^1.0.0', 'evil-twin': '1.0.0' }),
    'requirements.txt': 'six==1.17.0\nno such line\n',
    'gone.log': 'nothing was installed\n',
  });
  const sides = ['--base', base, '--head', head, '--now', now];
  const calls: readonly (readonly [readonly string[], CliOptions?])[] = [
    [['audit', ...sides, '--format', 'json']],
    [['audit', ...sides, '--verbose'], { env: { FORCE_COLOR: '1' } }],
    [['audit', ...sides, '--offline', '--format', 'sarif']],
    [['audit', '--base', 'none', '--offline', '--format', 'markdown', '--now', now], { cwd: head }],
    [['audit', '--now', 'yesterday']],
    [['which', '--dir', '.'], { cwd: head }],
    [['name', 'npm:raect', 'pypi:six', '--dir', head], { env: { NO_COLOR: '1' } }],
    [['name', '--dir', head], { input: 'npm raect\nnpm left-pad\npypi \u00e9\n' }],
    [['inventory', head]],
    [['verify-log', join(head, 'gone.log'), '--dir', head]],
    [['--version']],
    [['no-such-command']],
    [[]],
  ];
  const own = [];
  for (const [args, options] of calls) own.push(await spawnCli(args, options));
  expect(new Set(own.map(({ status }) => status))).toEqual(new Set([0, 1, 2, 3]));
  for (const order of [[...calls.keys()], [...calls.keys()].reverse()]) {
    for (const at of order) {
      const [args, options] = calls[at] ?? [[]];
      const { status, stdout, stderr } = await runCli(args, options);
      expect([args, status, settle(stdout), settle(stderr)]).toEqual([
        args,
        own[at]?.status,
        settle(own[at]?.stdout ?? ''),
        settle(own[at]?.stderr ?? ''),
      ]);
    }
  }
});
