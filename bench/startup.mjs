// How long the command takes to start, against Node itself and a peer.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, environment, interleave, round, withFolder, writeSection } from './measure.mjs';

const rounds = 25;
const peer = { name: 'lockfile-lint', version: '5.0.1' };

/** The peer's command in a folder of its own; undefined where it cannot be installed here. */
function installPeer(folder) {
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${peer.name}@${peer.version}`,
  ];
  if (spawnSync('npm', args, { stdio: 'ignore' }).status !== 0) return undefined;
  const home = join(folder, 'node_modules', peer.name);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin[peer.name]);
}

export async function measureStartup() {
  await withFolder((folder) => {
    const peerCommand = installPeer(folder);
    const commands = [
      ['-e', '0'],
      [cli, '--version'],
      ...(peerCommand === undefined ? [] : [[peerCommand, '--version']]),
    ];
    const [bare, own, other] = interleave(commands, rounds);
    const row = (name, ms) => `| ${name} | ${round(ms)} | ${round(ms - bare)} | ${round(ms / bare, 2)} |`;
    writeSection('startup', [
      `Medians of ${rounds} rounds in which the commands take turns. ${environment()}`,
      '',
      '| command | ms | above bare Node, ms | ratio |',
      '|---|---|---|---|',
      row('`node -e 0`', bare),
      row('`node dist/cli.js --version`', own),
      other === undefined
        ? `| ${peer.name} ${peer.version} | could not be installed here | | |`
        : row(`${peer.name} ${peer.version}, \`--version\``, other),
    ]);
  });
}
