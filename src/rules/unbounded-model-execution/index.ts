import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ExecutionSubject } from '../../model/subject.ts';
import { mathGpt, reachesProcess, sayExecution, wayOf } from '../model-output.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unbounded-model-execution',
  title: 'Model output that runs without a limit',
  summary:
    'What a language model writes is run without a limit of time: an endless loop, asked for in a prompt, stops the service or costs what it costs to run.',
  group: 'What does the change let in?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: {
    techniques: [
      { id: 'AML.T0029', basis: 'case-study', stance: 'enables' },
      { id: 'AML.T0034', basis: 'asserted', stance: 'enables' },
    ],
    caseStudies: [mathGpt],
    mitigations: [
      { id: 'AML.M0004', basis: 'atlas-declared' },
      { id: 'AML.M0019', basis: 'atlas-declared' },
    ],
  },
  cwe: ['CWE-400', 'CWE-770'],
  attack: ['T1499'],
  aboutAi: true,
};

export const rule: Rule<ExecutionSubject, NoOptions> = {
  subjects: ['execution'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { hasTimeout, isProcess, at, runs } = subject;
    if (hasTimeout || !reachesProcess(subject) || runs === 'object') return [];
    const where = isProcess ? 'in a process that nothing ends' : 'in the process of the program itself';
    return [
      {
        message: `What a model writes is ${sayExecution(subject)} without a limit of time, ${where}: an endless loop in it never ends.`,
        evidence: [
          {
            fact: 'limit',
            source: `${clip(at.path, 300)}:${at.startLine}`,
            observed: 'absent',
            value: 'no limit of time, neither in the call nor around it in its file',
          },
        ],
        remediation: isProcess
          ? 'Give the call a timeout, and the process limits of processor time and memory.'
          : 'Run it in a process of its own, with a timeout and limits of processor time and memory.',
        // A part of a package that asks and runs by itself is one cause.
        ...(wayOf(subject).length === 0 ? { toldBy: [{ rule: 'model-output-execution', hasRemedy: true }] } : {}),
      },
    ];
  },
};
