// How fast lockfiles are read, against the libraries in common use for the same formats: real files, and lockfiles of growing
// size. The readers of a kind take turns in one process, so that a busy moment of the machine hits all of them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findCorpus } from './corpus.mjs';
import { installPeers } from './lockfile-peers.mjs';
import { environment, root, round, withFolder, writeSection } from './measure.mjs';

const kinds = [
  { id: 'yarn-classic', format: 'yarn-lock', path: 'yarn.lock', folders: ['yarn'] },
  { id: 'yarn-berry', format: 'yarn-lock', path: 'yarn.lock', folders: ['yarn'] },
  { id: 'pnpm', format: 'pnpm-lock', path: 'pnpm-lock.yaml', folders: ['pnpm'] },
  {
    id: 'package-lock',
    format: 'package-lock',
    path: 'package-lock.json',
    folders: ['package-lock', 'npm-shrinkwrap'],
  },
  { id: 'bun', format: 'bun-lock', path: 'bun.lock', folders: ['bun'] },
  { id: 'poetry-lock', format: 'poetry-lock', path: 'poetry.lock', folders: ['poetry-lock'] },
  { id: 'uv-lock', format: 'uv-lock', path: 'uv.lock', folders: ['uv-lock'] },
  { id: 'pdm-lock', format: 'pdm-lock', path: 'pdm.lock', folders: ['pdm-lock'] },
];

const limits = {
  sizes: [1_000, 10_000, 100_000],
  rounds: 30,
  /** Of one comparison; every reader runs at least once. */
  maxMs: 2_000,
  /** A reader whose first turn over the real files takes longer stops there: the files read so far are compared. */
  maxFirstMs: 2_000,
  /** A reader that would take longer than this for the next size is left out there. */
  maxNextMs: 2_000,
};

/** Node 20 does not read TypeScript: the sources are bundled as they are for dist/. */
async function bundleFormats(folder) {
  const outfile = join(folder, 'formats.mjs');
  const banner =
    'import{createRequire as __benchRequire}from"node:module";const require=__benchRequire(import.meta.url);';
  await build({
    entryPoints: [join(root, 'src/app/formats.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

const worker = fileURLToPath(new URL('formats-worker.mjs', import.meta.url));

function measureKind(kind, folders) {
  const output = join(folders.folder, `${kind.id}.json`);
  const task = JSON.stringify({ kind, ...limits, ...folders, output });
  const { status, stderr } = spawnSync(process.execPath, ['--expose-gc', worker, task], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${kind.id} ended with ${status}: ${stderr}`);
  return JSON.parse(readFileSync(output, 'utf8'));
}

const short = (value) => round(value, value < 10 ? 1 : 0);
const title = ({ name, call }) => (call === undefined ? `\`${name}\`` : `\`${name}\`, \`${call}\``);
const row = (cells) => `| ${cells.join(' | ')} |`;

function realRow(kind, { files, own, peer, ...who }) {
  const head = [kind, title(who)];
  if (files === 0) return row([...head, 'reads none of the files', '', '', '', '0']);
  const rates = [short(own.speed), short(peer.speed), `${round(own.packages / 1e3)} k`];
  return row([...head, short(peer.ms / own.ms), ...rates, files]);
}

function sizeRow(kind, { sizes, ...who }, own) {
  const isOwn = who.name === own.name;
  const each = (tell) => sizes.map((one, at) => (one === null ? '–' : tell(one, at))).join(' / ');
  const growth = sizes.slice(1).map((one, at) => (one && sizes[at] ? short(one.ms / sizes[at].ms) : '–'));
  const last = sizes.findLast((one) => one !== null);
  return row([
    kind,
    isOwn ? 'Gazetteer' : title(who),
    isOwn ? '' : each((one, at) => short(one.ms / own.sizes[at].ms)),
    each((one) => short(one.ms)),
    growth.join(' / '),
    last === undefined ? '–' : short(last.speed),
  ]);
}

function describeReal(found) {
  const rows = found.flatMap(({ kind, real }) => real.map((one) => realRow(kind, one)));
  if (rows.length === 0) return ['', 'The corpus of real lockfiles is not at hand: not measured.'];
  return [
    '',
    'Real lockfiles. Each line compares the files that the peer reads; MB/s are megabytes of text a second.',
    '',
    row(['format', 'peer', 'ratio', 'Gazetteer, MB/s', 'peer, MB/s', 'Gazetteer, packages/s', 'files']),
    row(Array(7).fill('---')),
    ...rows,
  ];
}

function describeGrowth(found) {
  const list = limits.sizes.map((one) => one.toLocaleString('en-US')).join(' / ');
  return [
    '',
    `Lockfiles of ${list} entries; growth is the factor of time for ten times the entries. A reader that would take more than ${limits.maxNextMs / 1e3} s is left out (–).`,
    '',
    row(['format', 'reader', 'ratios', 'ms', 'growth', 'MB/s, largest']),
    row(Array(6).fill('---')),
    ...found.flatMap(({ kind, grown }) => grown.map((one) => sizeRow(kind, one, grown[0]))),
  ];
}

function describe(found) {
  const missing = new Map(found.flatMap((one) => one.missing.map(({ name, reason }) => [name, reason])));
  return [
    `Time of the peer divided by Gazetteer's: above 1, Gazetteer is faster. Medians of up to ${limits.rounds} rounds in which the readers take turns, the first third left out. Gazetteer also keeps the place of every entry. \`JSON.parse\` is a floor and no peer: it knows nothing of packages. ${environment()}`,
    ...[...missing].flatMap(([name, reason]) => ['', `Left out, for it could not be had here: ${name} (${reason}).`]),
    ...describeReal(found),
    ...describeGrowth(found),
  ];
}

export async function measureFormats() {
  await withFolder(async (folder) => {
    const [peerFolder, corpusFolder] = [join(folder, 'peers'), join(folder, 'corpus')];
    for (const one of [peerFolder, corpusFolder]) mkdirSync(one);
    installPeers(peerFolder);
    const bundle = await bundleFormats(folder);
    const corpus = findCorpus(corpusFolder, [...new Set(kinds.flatMap((kind) => kind.folders))]);
    const found = kinds.map((kind) => measureKind(kind, { folder, bundle, peerFolder, corpus }));
    writeSection('formats', describe(found));
  });
}
