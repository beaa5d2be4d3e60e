// What it costs to look at changed code: many files of 500 lines, none, some or all of which speak of a model.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import {
  cli,
  environment,
  median,
  nodes,
  onOneCore,
  root,
  round,
  runMeasured,
  withFolder,
  writeSection,
} from './measure.mjs';

const files = 500;
const lines = 500;
const runs = 3;
const goalSeconds = 3;

/** Lines of real code: the sources of this program, and what the labelled programs hold. */
const languages = {
  Python: { ending: '.py', comment: '#', folder: 'test/model-output/python' },
  TypeScript: { ending: '.ts', comment: '//', folder: 'test/model-output/javascript' },
};

/** The labelled programs of a language without their marks, one after the other. */
function labelledCode({ folder, comment, ending }) {
  const names = readdirSync(join(root, folder)).filter((name) => ending === '.py' || name.endsWith('.ts.txt'));
  const text = names
    .sort()
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
  return text.split('\n').filter((line) => !line.startsWith(`${comment}%`));
}

/** The test that comes before any parser. */
async function loadMentions(folder) {
  const outfile = join(folder, 'clients.mjs');
  await build({
    entryPoints: [join(root, 'src/code/flow/clients.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return (await import(pathToFileURL(outfile).href)).mentionsModel;
}

function writeFiles(folder, { ending }, { code, plain }, isSpeaking) {
  for (let at = 0; at < files; at++) {
    const source = isSpeaking(at) ? code : plain;
    const start = (at * 97) % (source.length - lines);
    const place = join(folder, `part${at % 20}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `module${at}${ending}`), `${source.slice(start, start + lines).join('\n')}\n`);
  }
}

const kinds = { none: () => false, 'one in ten': (at) => at % 10 === 0, all: () => true };

async function measureFolder(folder, one, texts, isSpeaking, node) {
  const [before, after] = ['before', 'after'].map((name) => join(folder, name));
  mkdirSync(before);
  writeFiles(after, one, texts, isSpeaking);
  const args = [cli, 'audit', '--base', before, '--head', after, '--offline', '--no-cache', '--format', 'json'];
  const results = [];
  for (let run = 0; run < runs; run++) results.push(await runMeasured(args, { node, pin: onOneCore }));
  const { findings, notifications } = JSON.parse(results[0].stdout);
  if (notifications.some(({ message }) => message.includes('too long to be followed'))) throw new Error('it was cut');
  const found = findings.filter(({ ruleId }) => ruleId === 'model-output-execution').length;
  return { seconds: median(results.map(({ ms }) => ms)) / 1000, found };
}

export async function measureCode() {
  const rows = [];
  for (const [language, one] of Object.entries(languages)) {
    const code = labelledCode(one);
    const mentionsModel = await withFolder(loadMentions);
    const texts = { code, plain: code.filter((line) => !mentionsModel(line)) };
    for (const [kind, isSpeaking] of Object.entries(kinds)) {
      for (const { path, version } of nodes) {
        const { seconds, found } = await withFolder((folder) => measureFolder(folder, one, texts, isSpeaking, path));
        if (kind === 'none' && found > 0) throw new Error(`${found} findings where nothing speaks of a model`);
        if (kind === 'all' && found === 0) throw new Error('nothing was found');
        rows.push(`| ${language} | ${kind} | ${version} | ${round(seconds, 2)} s | ${found} |`);
      }
    }
  }
  writeSection('code', [
    `Medians of ${runs} runs of \`audit --offline\`${onOneCore.length > 0 ? ' on one core' : ''}, start-up included: ${files} changed files of ${lines} lines each, put together of the labelled programs, of which none, one in ten or all speak of a model. The goal is ${goalSeconds} s. ${environment()}`,
    '',
    '| language | speak of a model | Node | time | executions found |',
    '|---|---|---|---|---|',
    ...rows,
  ]);
}
