import { mentionsModel } from '../../src/code/flow/clients.ts';
import { followModels } from '../../src/code/flow/follow.ts';
import type { Execution } from '../../src/code/flow/machine.ts';
import { readJavaScript } from '../../src/code/javascript/index.ts';
import { readPython } from '../../src/code/python/index.ts';
import { type LabelledCase, readLabelledCode } from './labelled-code.ts';

export const languages = ['python', 'javascript'] as const;
export type Language = (typeof languages)[number];

export const readers = { python: readPython, javascript: readJavaScript };

export interface Judged {
  readonly labelled: LabelledCase;
  readonly executions: readonly Execution[];
  /** One of them is reported with nothing that lowers it. */
  readonly isReported: boolean;
}

export const isProgram = (path: string): boolean => /\.(?:py|[cm]?[jt]sx?)$/.test(path);

/** What is found in a case. Without the mention of a model nothing is read, as in an audit. */
function executionsIn({ files }: LabelledCase, language: Language): readonly Execution[] {
  if (!files.some(({ text }) => mentionsModel(text))) return [];
  const sources = files.filter(({ path }) => isProgram(path));
  return followModels(sources.map(({ path, text }) => ({ program: readers[language](path, text), language })))
    .executions;
}

const isLowered = ({ sandbox, taint, isConfirmed }: Execution): boolean =>
  sandbox !== undefined || taint.lowered.length > 0 || isConfirmed;

export const judge = (language: Language): readonly Judged[] =>
  readLabelledCode(language).map((labelled) => {
    const executions = executionsIn(labelled, language);
    return { labelled, executions, isReported: executions.some((one) => !isLowered(one)) };
  });

export const share = (part: number, whole: number): number => part / Math.max(1, whole);

/** The cases of a language by their labels, and how well they are told apart. Shares are between 0 and 1. */
export function score(judged: readonly Judged[]) {
  const labelled = (label: LabelledCase['label']) => judged.filter((one) => one.labelled.label === label);
  const [vulnerable, lowered, harmless] = [labelled('vulnerable'), labelled('lowered'), labelled('harmless')];
  const found = vulnerable.filter(({ isReported }) => isReported);
  const invented = harmless.filter(({ isReported }) => isReported);
  const seen = lowered.filter(({ executions }) => executions.length > 0);
  return {
    vulnerable,
    lowered,
    harmless,
    missed: vulnerable.filter(({ isReported }) => !isReported),
    invented,
    /** Lowered cases of which nothing is said, and those that are reported as if nothing lowered them. */
    unseen: lowered.filter(({ executions }) => executions.length === 0),
    plain: lowered.filter(({ isReported }) => isReported),
    recall: share(found.length, vulnerable.length),
    precision: share(found.length, found.length + invented.length),
    seen: share(seen.length, lowered.length),
    apart: share(seen.filter(({ isReported }) => !isReported).length, lowered.length),
  };
}
