// Compares the readers of one kind of lockfile, in a process of its own: what another kind left in memory, or taught the
// compiler, must not count. Writes JSON to the file named last.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readTexts } from './corpus.mjs';
import { loadPeers } from './lockfile-peers.mjs';
import { writeLockfile } from './lockfiles.mjs';
import { median } from './measure.mjs';

const { kind, sizes, rounds, maxMs, maxFirstMs, maxNextMs, bundle, peerFolder, corpus, output } = JSON.parse(
  process.argv[2],
);

async function createOwn() {
  const { formats } = await import(pathToFileURL(bundle).href);
  const format = formats.find((one) => one.id === kind.format);
  if (format === undefined) throw new Error(`no format ${kind.format}`);
  const { path } = kind;
  return { name: 'Gazetteer', reader: { read: (text) => format.parse({ path, text }).dependencies.length } };
}

/** Milliseconds of one reading; undefined where the reader refuses the text or finds nothing in it. */
async function timeOnce(reader, input) {
  const start = performance.now();
  try {
    const found = await reader.read(input);
    return found === 0 ? undefined : performance.now() - start;
  } catch {
    return undefined;
  }
}

function prepare(reader, text) {
  try {
    return { value: reader.prepare === undefined ? text : reader.prepare(text) };
  } catch {
    return undefined;
  }
}

/** Reads every text once. The first turn says what a reader can read. */
async function runTurn(lane, turn) {
  // What the reader before left behind is not paid by this one.
  globalThis.gc?.();
  const start = performance.now();
  for (const [index, input] of lane.inputs.entries()) {
    if (input === undefined || (turn > 0 && lane.times[index].length === 0)) continue;
    if (turn === 0 && performance.now() - start > maxFirstMs) break;
    const ms = await timeOnce(lane.reader, input.value);
    if (ms !== undefined) lane.times[index].push(ms);
  }
  lane.spent += performance.now() - start;
}

/** Fewer would tell how fast code runs that the engine has not compiled yet. */
const leastTurns = 6;

/** Medians for each reader and text, undefined for texts that it does not read. */
async function compare(readers, texts) {
  const lanes = readers.map(({ reader }) => ({
    reader,
    inputs: texts.map((text) => prepare(reader, text)),
    times: texts.map(() => []),
    spent: 0,
  }));
  const start = performance.now();
  for (let turn = 0; turn < rounds && (turn < leastTurns || performance.now() - start < maxMs); turn += 1) {
    for (const lane of lanes) {
      // A slow reader is not made to take all turns: that would leave few for the others.
      if (turn > 0 && lane.spent / turn > (turn < leastTurns ? maxMs : maxMs / 5)) continue;
      await runTurn(lane, turn);
    }
  }
  // The first third warms.
  const typical = (list) => (list.length === 0 ? undefined : median(list.slice(Math.floor(list.length / 3))));
  return lanes.map(({ times }) => times.map(typical));
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** One row for each peer: the same files for both sides, those that the peer reads. */
async function compareReal(own, peers, texts) {
  const [ours, ...theirs] = await compare([own, ...peers], texts);
  const counts = texts.map((text, index) => (ours[index] === undefined ? 0 : own.reader.read(text)));
  const bytes = texts.map((text) => Buffer.byteLength(text));
  const describe = (times, which) => {
    const pick = (values) => sum(which.map((index) => values[index]));
    const ms = pick(times);
    return { ms, speed: pick(bytes) / 1e3 / ms, packages: (pick(counts) / ms) * 1e3 };
  };
  return peers.map(({ name, call }, at) => {
    const which = texts.flatMap((_, index) => (ours[index] && theirs[at][index] ? [index] : []));
    return { name, call, files: which.length, own: describe(ours, which), peer: describe(theirs[at], which) };
  });
}

/** Times by size; a reader that gets too slow ends. */
async function compareSizes(own, peers) {
  const readers = [own, ...peers];
  const found = readers.map(() => []);
  for (const size of sizes) {
    const text = writeLockfile(kind.id, size);
    if (own.reader.read(text) < size) throw new Error(`${kind.id} of ${size} entries was not read whole`);
    const going = readers.filter((reader, index) => {
      const last = found[index].at(-1);
      return reader === own || size === sizes[0] || (last && last.ms * 10 < maxNextMs);
    });
    const times = await compare(going, [text]);
    readers.forEach((reader, index) => {
      const ms = times[going.indexOf(reader)]?.[0];
      found[index].push(ms === undefined ? null : { ms, speed: Buffer.byteLength(text) / 1e3 / ms });
    });
  }
  return readers.map(({ name, call }, index) => ({ name, call, sizes: found[index] }));
}

const isBerry = (text) => text.includes('\n__metadata:');
const isOfKind = { 'yarn-classic': (text) => !isBerry(text), 'yarn-berry': isBerry }[kind.id] ?? (() => true);
const isFile = kind.id === 'package-lock' ? /(?:package-lock|npm-shrinkwrap)\.json$/ : /lock(?:\.[a-z]+)?$/;

const own = await createOwn();
const all = await loadPeers(peerFolder, kind.id);
const peers = all.filter(({ reader }) => reader !== undefined);
const missing = all.flatMap(({ name, reader, reason }) => (reader === undefined ? [{ name, reason }] : []));
const texts = kind.folders.flatMap((folder) => readTexts(corpus, folder, (name) => isFile.test(name))).filter(isOfKind);
const real = texts.length === 0 ? [] : await compareReal(own, peers, texts);
const grown = await compareSizes(own, peers);
writeFileSync(output, JSON.stringify({ kind: kind.id, missing, real, grown }));
