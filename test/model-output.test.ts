import { describe, expect, it } from 'vitest';
import { mentionsModel } from '../src/code/flow/clients.ts';
import { followModels } from '../src/code/flow/follow.ts';
import type { Execution } from '../src/code/flow/machine.ts';
import { stepsOf } from '../src/code/flow/values.ts';
import { readJavaScript } from '../src/code/javascript/index.ts';
import type { Program, Span } from '../src/code/program.ts';
import { readPython } from '../src/code/python/index.ts';
import { type LabelledCase, readLabelledCode } from './support/labelled-code.ts';

type Language = 'python' | 'javascript';

const readers = { python: readPython, javascript: readJavaScript };

/** What is found in a case. Without the mention of a model nothing is read, as in an audit. */
function executionsIn({ files }: LabelledCase, language: Language): readonly Execution[] {
  if (!files.some(({ text }) => mentionsModel(text))) return [];
  const sources = files.filter(({ path }) => /\.(?:py|[cm]?[jt]sx?)$/.test(path));
  return followModels(sources.map(({ path, text }) => ({ program: readers[language](path, text), language })))
    .executions;
}

const isLowered = ({ sandbox, taint, isConfirmed }: Execution): boolean =>
  sandbox !== undefined || taint.lowered.length > 0 || isConfirmed;

const linesOf = ({ text }: Program, { start, end }: Span): readonly number[] => {
  const first = text.slice(0, start).split('\n').length;
  return Array.from(text.slice(start, end).split('\n'), (_, at) => first + at);
};

const isMarked = ({ files }: LabelledCase, mark: 'sink' | 'source', program: Program, at: Span): boolean => {
  const marked = files.find(({ path }) => path === program.path)?.lines[mark] ?? [];
  return linesOf(program, at).some((line) => marked.includes(line));
};

interface Judged {
  readonly labelled: LabelledCase;
  readonly executions: readonly Execution[];
  /** One of them is reported with nothing that lowers it. */
  readonly isReported: boolean;
}

const judge = (language: Language): readonly Judged[] =>
  readLabelledCode(language).map((labelled) => {
    const executions = executionsIn(labelled, language);
    return { labelled, executions, isReported: executions.some((one) => !isLowered(one)) };
  });

const idsOf = (judged: readonly Judged[]): readonly string[] =>
  judged.map(({ labelled: { origin, id } }) => `${origin} ${id}`);
const share = (part: number, whole: number): number => part / Math.max(1, whole);

describe.each(['python', 'javascript'] as const)('text of a model that is run, in %s', (language) => {
  const judged = judge(language);
  const labelled = (label: LabelledCase['label']) => judged.filter((one) => one.labelled.label === label);
  const [vulnerable, lowered, harmless] = [labelled('vulnerable'), labelled('lowered'), labelled('harmless')];
  const missed = vulnerable.filter(({ isReported }) => !isReported);
  const invented = harmless.filter(({ isReported }) => isReported);

  it('is found in nine of ten programs where it is', () => {
    const recall = share(vulnerable.length - missed.length, vulnerable.length);
    expect(recall, String(idsOf(missed))).toBeGreaterThanOrEqual(0.9);
  });

  it('is where it is found in nineteen of twenty', () => {
    const found = vulnerable.length - missed.length;
    const precision = share(found, found + invented.length);
    expect(precision, String(idsOf(invented))).toBeGreaterThanOrEqual(0.95);
  });

  it('is found no less than it was', () => {
    const known = { python: [], javascript: [] };
    expect({ missed: idsOf(missed), invented: idsOf(invented) }).toEqual({ missed: known[language], invented: [] });
  });

  it('is told apart where something lowers it', () => {
    const unseen = lowered.filter(({ executions }) => executions.length === 0);
    const plain = lowered.filter(({ isReported }) => isReported);
    expect(share(lowered.length - unseen.length, lowered.length), String(idsOf(unseen))).toBeGreaterThanOrEqual(0.9);
    const apart = lowered.length - unseen.length - plain.length;
    expect(share(apart, lowered.length), String(idsOf(plain))).toBeGreaterThanOrEqual(0.7);
  });

  it('is told on the line that runs it, with the line where the model was asked', () => {
    const onSink = (one: Judged) =>
      one.executions.some(({ program, at }) => isMarked(one.labelled, 'sink', program, at));
    const fromSource = (one: Judged) =>
      one.executions.some(({ taint: { source } }) => isMarked(one.labelled, 'source', source.program, source));
    const found = [...vulnerable, ...lowered].filter(({ executions }) => executions.length > 0);
    expect({
      sinks: idsOf(found.filter((one) => !onSink(one))),
      sources: idsOf(found.filter((one) => !fromSource(one))),
    }).toEqual({ sinks: [], sources: [] });
  });

  it('comes with the steps of its way, which begin where the model was asked and lie in their files', () => {
    const taints = judged.flatMap(({ executions }) => executions.map(({ taint }) => taint));
    expect(taints.length).toBeGreaterThan(50);
    for (const taint of taints) {
      const steps = stepsOf(taint);
      expect(steps[0]).toBe(taint.source);
      expect(steps.every(({ program, start, end }) => start <= end && end <= program.text.length)).toBe(true);
    }
  });

  it('is read from programs of which nothing is left out', () => {
    const programs = judged.flatMap(({ labelled: { files, origin } }) =>
      files
        .filter(({ path }) => /\.(?:py|[cm]?[jt]sx?)$/.test(path))
        .map(({ path, text }) => ({ origin, faults: readers[language](path, text).faults })),
    );
    expect(programs.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
});
