import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ExecutionSubject } from '../../model/subject.ts';
import { mathGpt, reachesProcess, sayExecution, sayParts } from '../model-output.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'exposed-credential',
  title: 'Credential beside model output that is run',
  summary:
    'A process that runs what a language model writes holds credentials: what is run can read them and send them away.',
  group: 'What does the change let in?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: {
    techniques: [
      { id: 'AML.T0055', basis: 'case-study', stance: 'enables' },
      { id: 'AML.T0048.000', basis: 'case-study', stance: 'enables' },
    ],
    caseStudies: [mathGpt],
    mitigations: [{ id: 'AML.M0032', basis: 'asserted' }],
  },
  cwe: ['CWE-526', 'CWE-522'],
  attack: ['T1552'],
  aboutAi: true,
};

const mostShown = 4;

export const rule: Rule<ExecutionSubject, NoOptions> = {
  subjects: ['execution'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { credentials, at } = subject;
    const [first] = credentials;
    if (first === undefined || !reachesProcess(subject)) return [];
    const names = [...new Set(credentials.map(({ message }) => message))];
    return [
      {
        at: first,
        message: `The process that holds ${sayParts(names, mostShown)} runs what a model writes (${sayExecution(subject)}, ${clip(at.path, 80)}, line ${at.startLine}): what is run can read it.`,
        related: [...credentials.slice(1), { ...at, message: 'what a model writes is run here' }],
        evidence: names.map((value) => ({
          fact: 'credential',
          source: `${clip(first.path, 300)}:${first.startLine}`,
          observed: 'present' as const,
          value: clip(value, 200),
        })),
        remediation:
          'Run it in a process that holds no credentials (an empty environment, no files, no network), and let only the process that asks the model hold its key.',
        // Several sinks of one program reach the same credentials.
        cause: { key: JSON.stringify([first.path, first.startLine, names]), name: clip(subject.name, 60) },
      },
    ];
  },
};
