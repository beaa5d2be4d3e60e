/** Looks at its share of the formats. The task comes as JSON; findings are printed as JSON, one a line. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { Format } from '../src/model/ecosystem.ts';
import { type CaseFile, readCaseFiles } from '../test/support/fuzz/cases.ts';
import { editText } from '../test/support/fuzz/edits.ts';
import { bombs, chooseFamily, type Family, fromCase, fromPieces, insideCase } from '../test/support/fuzz/families.ts';
import { createCounter, findCountedGrowth, findTimedGrowth, measureTime } from '../test/support/fuzz/growth.ts';
import { BrokenLawError, checkFile } from '../test/support/fuzz/laws.ts';
import { countNativeWork } from '../test/support/fuzz/native-work.ts';
import { createRandom, type Random } from '../test/support/fuzz/random.ts';
import { shrinkText } from '../test/support/fuzz/shrink.ts';

declare global {
  /** How often each block of the counted formats ran. */
  var gazetteerBlocks: Uint32Array;
  var gazetteerWork: () => void;
}

interface Task {
  readonly root: string;
  /** The formats as a module, and the same with counted blocks. */
  readonly plain: string;
  readonly counted: string;
  readonly part: number;
  readonly workers: number;
  readonly seconds: number;
  readonly seed: number;
  readonly growth: string;
  readonly only: readonly string[];
}

interface Subject {
  readonly format: Format;
  readonly files: readonly CaseFile[];
}

const task: Task = JSON.parse(process.argv[2] ?? '{}');
let findings = 0;

function tell(format: Format, kind: string, what: string, text?: string): void {
  findings += 1;
  console.log(
    JSON.stringify({ format: format.id, kind, what: what.slice(0, 600), ...(text === undefined ? {} : { text }) }),
  );
}

async function readSubjects(module: string): Promise<readonly Subject[]> {
  const { formats }: { formats: readonly Format[] } = await import(pathToFileURL(module).href);
  const cases = readCaseFiles(join(task.root, 'src'));
  return formats
    .map((format) => ({ format, files: cases.get(format.id) ?? [] }))
    .filter(
      ({ format }, at) => at % task.workers === task.part && (task.only.length === 0 || task.only.includes(format.id)),
    );
}

/** Characters of the smaller text, in turn. */
const countedLengths = task.growth === 'quick' ? [600, 2_000, 6_000, 15_000] : [1_500, 5_000, 15_000];
const timedLength = 3_000;

const longestOf = (files: readonly CaseFile[]): CaseFile =>
  [...files].sort((a, b) => b.text.length - a.text.length)[0] ?? { path: '', text: '' };

/** Fewer than there are formats. */
const shares = 48;

/** Formats share their readers: a quick look gives each a share of the pieces, and together they take all of them. */
function familiesFor({ files }: Subject, place: number): readonly Family[] {
  const longest = longestOf(files);
  if (task.growth === 'quick') {
    const share = fromPieces.filter((_, at) => at % shares === place % shares);
    return [
      ...share,
      ...bombs,
      ...insideCase(longest.text, 1).filter((_, at) => at % shares === (place + shares / 2) % shares),
      ...fromCase(longest.text, 2),
    ];
  }
  return [...fromPieces, ...bombs, ...insideCase(longest.text, 4), ...files.flatMap(({ text }) => fromCase(text, 40))];
}

/** One format and what is left to look at. */
class Lane {
  readonly format: Format;
  readonly #path: string;
  readonly #texts: readonly string[];
  readonly #left: Family[];
  #looked = 0;
  constructor(subject: Subject, place: number) {
    this.format = subject.format;
    this.#path = longestOf(subject.files).path;
    this.#texts = subject.files.map(({ text }) => text.slice(0, 1_000));
    this.#left = [...familiesFor(subject, place)];
  }
  get isDone(): boolean {
    return this.#left.length === 0;
  }
  /** Looks at families by chance until the time is over. */
  work(
    random: Random,
    find: (format: Format, path: string, family: Family) => string | undefined,
    until: number,
  ): void {
    while (!this.isDone && performance.now() < until) {
      // Chance finds what a list does not have.
      const isChosen = task.growth !== 'quick' && random.below(2) === 0;
      const [listed] = isChosen ? [] : this.#left.splice(random.below(this.#left.length), 1);
      const found = find(this.format, this.#path, listed ?? chooseFamily(random, this.#texts));
      this.#looked += 1;
      if (found !== undefined) tell(this.format, 'growth', found);
    }
  }
  toString(): string {
    return `${this.format.id}: ${this.#looked} families, ${this.#left.length} left`;
  }
}

async function lookAtGrowth(): Promise<void> {
  const isTimed = task.growth === 'timed';
  const subjects = await readSubjects(isTimed ? task.plain : task.counted);
  const count = isTimed ? measureTime : createCounter(globalThis.gazetteerBlocks, countNativeWork());
  const random = createRandom(task.seed + task.part);
  const end = performance.now() + task.seconds * 1_000;
  const lanes = subjects.map((subject, place) => new Lane(subject, place * task.workers + task.part));
  const find = (format: Format, path: string, family: Family): string | undefined =>
    isTimed
      ? findTimedGrowth(format, path, family, timedLength)
      : findCountedGrowth(count, format, path, family, countedLengths);
  while (performance.now() < end && lanes.some(({ isDone }) => !isDone)) {
    for (const lane of lanes) lane.work(random, find, Math.min(end, performance.now() + 1_000));
  }
  for (const lane of lanes) console.error(`${lane}`);
}

/** Which blocks ran how often, in powers of two: a text that shows something new is kept and changed further. */
class Coverage {
  readonly #seen: Uint8Array;
  readonly #blocks: Uint32Array;
  constructor(blocks: Uint32Array) {
    this.#blocks = blocks;
    this.#seen = new Uint8Array(blocks.length);
  }
  reset(): void {
    this.#blocks.fill(0);
  }
  isNew(): boolean {
    let isNew = false;
    for (let at = 0; at < this.#blocks.length; at += 1) {
      const ran = this.#blocks[at] ?? 0;
      if (ran === 0) continue;
      const bit = 1 << Math.min(7, 31 - Math.clz32(ran));
      if (((this.#seen[at] ?? 0) & bit) !== 0) continue;
      this.#seen[at] = (this.#seen[at] ?? 0) | bit;
      isNew = true;
    }
    return isNew;
  }
  get reached(): number {
    return this.#seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
  }
}

/** Why a text breaks a law, or undefined. */
function findFailure(format: Format, file: CaseFile): string | undefined {
  try {
    checkFile(format, file);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const where = error.name === BrokenLawError.name ? '' : error.stack?.split('\n').slice(1, 4).join(' ');
    return `${error.name}: ${error.message} ${where}`;
  }
}

const kindOf = (failure: string | undefined): string | undefined => failure?.replace(/[0-9]+|".*/gs, '').slice(0, 40);

/** One format and the texts that showed something new of it. */
class Field {
  readonly format: Format;
  readonly coverage: Coverage;
  readonly kept: CaseFile[];
  readonly cases: readonly string[];
  readonly told = new Set<string | undefined>();
  runs = 0;
  current: CaseFile = { path: '', text: '' };
  constructor({ format, files }: Subject, blocks: Uint32Array) {
    this.format = format;
    this.coverage = new Coverage(blocks);
    this.kept = [];
    this.cases = files.map(({ text }) => text);
    for (const file of files) this.try(file);
  }
  try(file: CaseFile): void {
    this.runs += 1;
    this.current = file;
    this.coverage.reset();
    const failure = findFailure(this.format, file);
    const isNew = this.coverage.isNew();
    if (failure === undefined) {
      if (isNew || this.kept.length === 0) this.kept.push(file);
      return;
    }
    const kind = kindOf(failure);
    if (this.told.has(kind)) return;
    this.told.add(kind);
    const small = shrinkText(file.text, (text) => kindOf(findFailure(this.format, { path: file.path, text })) === kind);
    tell(this.format, 'law', findFailure(this.format, { path: file.path, text: small }) ?? failure, small);
  }
  work(random: Random, until: number): void {
    while (performance.now() < until) {
      // Late finds have been changed least.
      const recent = this.kept.slice(-50);
      const chosen = random.pick(random.below(2) === 0 ? recent : this.kept) ?? { path: '', text: '' };
      const others = random.below(3) === 0 ? this.kept.map(({ text }) => text) : this.cases;
      this.try({ path: chosen.path, text: editText(chosen.text, random, others) });
    }
  }
}

/** Longer than any slice of work and any text may take. */
const maxMs = 20_000;
const guarded = new Script('gazetteerWork()');

/** Gives each a slice of time in turn; a text that does not end is told and left. */
function workGuarded(field: Field, random: Random, until: number): void {
  globalThis.gazetteerWork = () => field.work(random, until);
  try {
    guarded.runInThisContext({ timeout: maxMs });
  } catch (error) {
    tell(field.format, 'time', String(error), field.current.text);
  }
}

async function lookForFailures(): Promise<void> {
  const subjects = await readSubjects(task.counted);
  const blocks = globalThis.gazetteerBlocks;
  const random = createRandom(task.seed + task.part);
  const end = performance.now() + task.seconds * 1_000;
  const fields = subjects.map((subject) => new Field(subject, blocks));
  while (performance.now() < end) {
    for (const field of fields)
      workGuarded(field, random, Math.min(end, performance.now() + Math.min(2_000, task.seconds * 20)));
  }
  for (const { format, runs, kept, coverage } of fields) {
    console.error(`${format.id}: ${runs} texts, ${kept.length} kept, ${coverage.reached} blocks`);
  }
}

await (task.growth === '' ? lookForFailures() : lookAtGrowth());
if (findings > 0) process.exitCode = 1;
