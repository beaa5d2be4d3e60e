// What it costs to look at changed code: many files of 500 lines, none, some or all of which speak of a model.
import { spawnSync } from 'node:child_process';
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

/**
 * Ordinary code is real: the standard library of Python, and the sources of this program. Where a file speaks of a model, one
 * of the labelled programs stands before it.
 */
const languages = {
  Python: { ending: '.py', comment: '#', folder: 'test/model-output/python', findOrdinary: findStandardLibrary },
  TypeScript: {
    ending: '.ts',
    comment: '//',
    folder: 'test/model-output/javascript',
    findOrdinary: () => ['src', 'test', 'bench', 'scripts'].map((name) => join(root, name)),
  },
};

/** Undefined where there is no Python. */
function findStandardLibrary() {
  const told = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  });
  return told.status === 0 ? [told.stdout.trim()] : undefined;
}

const leftOut = /^(?:node_modules|site-packages|tests?|idle_test|lib2to3|__pycache__|fixtures|golden)$/;
const walk = (folder, ending) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return leftOut.test(entry.name) ? [] : walk(join(folder, entry.name), ending);
    return entry.name.endsWith(ending) ? [join(folder, entry.name)] : [];
  });

/** Where a statement of a module begins, with what it names. */
const beginnings = {
  '.py': /^(?=(?:@|async\b|class\b|def\b|import\b|from\b|if\b|try:|[A-Za-z_]\w* ?=))/m,
  '.ts':
    /^(?=(?:\/\*\*|import\b|export\b|async\b|function\b|class\b|const\b|let\b|interface\b|type\b|it\b|describe\b))/m,
};

/** No line of a longer text was taken for a beginning. */
const isWhole = (text) => ['"""', "'''"].every((quotes) => text.split(quotes).length % 2 === 1);

/** Statements of files that do not speak of a model, one file after the other. */
function ordinaryCode({ ending }, folders, mentionsModel) {
  const texts = folders
    .flatMap((folder) => walk(folder, ending))
    .sort()
    .map((path) => readFileSync(path, 'utf8'));
  return texts
    .filter((text) => !mentionsModel(text) && !text.includes('\0'))
    .flatMap((text) => text.split(beginnings[ending]))
    .filter(isWhole)
    .map((text) => text.trimEnd().split('\n'));
}

/** What a statement of TypeScript names: two of the same name do not stand in one file. */
const namesOf = (statement) =>
  [...statement[0].matchAll(/\b(?:const|let|function|class|interface|type|import|as)\b([^=(:;]*)/g)].flatMap(
    ([, names]) => names.split(/[^\w$]+/).filter(Boolean),
  );

/** Whole statements from a place on, as many lines as a file has; the rest is comments. */
function compose({ comment }, program, ordinary, from) {
  const text = [...program];
  const named = new Set(program.flatMap((line) => namesOf([line])));
  for (let at = from; text.length < lines - 20; at++) {
    const statement = ordinary[at % ordinary.length];
    const names = namesOf(statement);
    if (text.length + statement.length > lines || names.some((name) => named.has(name))) continue;
    for (const name of names) named.add(name);
    text.push(...statement);
  }
  while (text.length < lines) text.push(comment);
  return text.slice(0, lines);
}

/** The labelled programs of a language, those that run what a model writes and those that do not. */
function labelledPrograms({ folder, comment, ending }) {
  const marks = new RegExp(`^${comment}%.*$`, 'm');
  return readdirSync(join(root, folder))
    .filter((name) => ending === '.py' || name.endsWith('.ts.txt'))
    .sort()
    .flatMap((name) => readFileSync(join(root, folder, name), 'utf8').split(marks))
    .filter((text) => text.trim() !== '')
    .map((text) => text.split('\n'));
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

function writeFiles(folder, one, { programs, ordinary }, isSpeaking) {
  for (let at = 0; at < files; at++) {
    const program = isSpeaking(at) ? programs[at % programs.length] : [];
    const place = join(folder, `part${at % 20}`);
    mkdirSync(place, { recursive: true });
    const text = compose(one, program, ordinary, at * 37);
    writeFileSync(join(place, `module${at}${one.ending}`), `${text.join('\n')}\n`);
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
  const faulty = notifications.filter(({ message }) => message.includes('was not understood')).length;
  if (faulty > files / 50) throw new Error(`${faulty} files hold what is no code`);
  const found = findings.filter(({ ruleId }) => ruleId === 'model-output-execution').length;
  return { seconds: median(results.map(({ ms }) => ms)) / 1000, found };
}

export async function measureCode() {
  const rows = [];
  for (const [language, one] of Object.entries(languages)) {
    const folders = one.findOrdinary();
    if (folders === undefined) {
      console.log(`${language}: skipped, there is no python3 with a standard library here`);
      continue;
    }
    const mentionsModel = await withFolder(loadMentions);
    const texts = { programs: labelledPrograms(one), ordinary: ordinaryCode(one, folders, mentionsModel) };
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
    `Medians of ${runs} runs of \`audit --offline\`${onOneCore.length > 0 ? ' on one core' : ''}, start-up included: ${files} changed files of ${lines} lines each. Ordinary code is the standard library of Python and the sources of this program; a file that speaks of a model begins with one of the labelled programs (\`test/model-output\`). The goal is ${goalSeconds} s. ${environment()}`,
    '',
    '| language | files that speak of a model | Node | time | executions found |',
    '|---|---|---|---|---|',
    ...rows,
  ]);
}
