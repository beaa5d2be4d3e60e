import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stepsOf } from '../src/code/flow/values.ts';
import type { Program, Span } from '../src/code/program.ts';
import { isProgram, type Judged, judge, languages, readers, score } from './support/judged-code.ts';
import { sayModelOutput } from './support/judged-page.ts';
import type { LabelledCase } from './support/labelled-code.ts';

const linesOf = ({ text }: Program, { start, end }: Span): readonly number[] => {
  const first = text.slice(0, start).split('\n').length;
  return Array.from(text.slice(start, end).split('\n'), (_, at) => first + at);
};

const isMarked = ({ files }: LabelledCase, mark: 'sink' | 'source', program: Program, at: Span): boolean => {
  const marked = files.find(({ path }) => path === program.path)?.lines[mark] ?? [];
  return linesOf(program, at).some((line) => marked.includes(line));
};

const idsOf = (judged: readonly Judged[]): readonly string[] =>
  judged.map(({ labelled: { origin, id } }) => `${origin} ${id}`);

const all = { python: judge('python'), javascript: judge('javascript') };

it('docs/model-output.md says what is measured', () => {
  const page = new URL('../docs/model-output.md', import.meta.url);
  // `npm run bench -- model-output` writes the page anew.
  if (process.env['GAZETTEER_MODEL_OUTPUT'] === 'write') writeFileSync(page, sayModelOutput(all));
  expect(readFileSync(page, 'utf8')).toBe(sayModelOutput(all));
});

describe.each(languages)('text of a model that is run, in %s', (language) => {
  const judged = all[language];
  const { vulnerable, lowered, missed, invented, unseen, plain, recall, precision, seen, apart } = score(judged);

  it('is found in nine of ten programs where it is', () => {
    expect(recall, String(idsOf(missed))).toBeGreaterThanOrEqual(0.9);
  });

  it('is where it is found in nineteen of twenty', () => {
    expect(precision, String(idsOf(invented))).toBeGreaterThanOrEqual(0.95);
  });

  it('is found no less than it was', () => {
    const known = { python: [], javascript: [] };
    expect({ missed: idsOf(missed), invented: idsOf(invented) }).toEqual({ missed: known[language], invented: [] });
  });

  it('is told apart where something lowers it', () => {
    expect(seen, String(idsOf(unseen))).toBeGreaterThanOrEqual(0.9);
    expect(apart, String(idsOf(plain))).toBeGreaterThanOrEqual(0.7);
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
        .filter(({ path }) => isProgram(path))
        .map(({ path, text }) => ({ origin, faults: readers[language](path, text).faults })),
    );
    expect(programs.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
});
