import type { Confidence, Severity } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ExecutionSubject } from '../../model/subject.ts';
import { limitsOfAgents, mathGpt, sayExecution, sayParts, wayOf } from '../model-output.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'model-output-execution',
  title: 'Model output that is run',
  summary:
    'What a language model writes reaches a place that runs it: whoever can shape what the model reads (a user, a web page, a document) then decides what runs, with the rights and the credentials of the process.',
  group: 'What does the change let in?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: {
    techniques: [
      { id: 'AML.T0051.000', basis: 'case-study', stance: 'enables' },
      { id: 'AML.T0093', basis: 'case-study', stance: 'enables' },
      { id: 'AML.T0053', basis: 'case-study', stance: 'enables' },
    ],
    caseStudies: [mathGpt],
    mitigations: limitsOfAgents,
  },
  cwe: ['CWE-94', 'CWE-95', 'CWE-1426'],
  attack: ['T1059'],
  aboutAi: true,
};

const cweOf: Readonly<Record<ExecutionSubject['runs'], readonly string[]>> = {
  code: ['CWE-95', 'CWE-94', 'CWE-1426'],
  command: ['CWE-78', 'CWE-94', 'CWE-1426'],
  query: ['CWE-89', 'CWE-1426'],
  object: ['CWE-502', 'CWE-1426'],
  module: ['CWE-829', 'CWE-94', 'CWE-1426'],
  template: ['CWE-1336', 'CWE-94', 'CWE-1426'],
};

/** What keeps it apart takes nearly all of the harm away; what only makes harm less likely, some. */
function severityOf({ isApart, lowered }: ExecutionSubject): Severity {
  if (isApart) return 'low';
  return lowered.length > 0 ? 'medium' : 'high';
}

/** A database that only shows what everybody may see is as common as one that is not. */
const confidenceOf = ({ runs }: ExecutionSubject): Confidence => (runs === 'query' ? 'medium' : 'high');

const remedies: Readonly<Record<ExecutionSubject['runs'], string>> = {
  code: 'Do not run it: let the model choose among functions that you wrote, and check what it gives them; what must run belongs into a container or another sandbox without credentials, network and unlimited time.',
  command:
    'Do not let the model write commands: map its answer to commands that you wrote, with their arguments as a list; what must run belongs into a container without credentials and network.',
  query:
    'Run it as a user of the database that may only read what everybody who asks may see, with a limit of time and rows.',
  object: 'Use a format that only holds data, such as JSON, and check it against a schema.',
  module: 'Choose the module from a list that you wrote.',
  template: 'Put what the model wrote into a template of your own as a value, and never as the template.',
};

export const rule: Rule<ExecutionSubject, NoOptions> = {
  subjects: ['execution'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { client, steps, lowered, at, isKnown } = subject;
    const way = wayOf(subject);
    if (isKnown === true) return [];
    const [source] = steps;
    const from =
      source === undefined || way.length === 0 ? '' : ` (${clip(source.path, 80)}, line ${source.startLine})`;
    const kept = lowered.length === 0 ? '' : ` What makes harm less likely: ${sayParts(lowered, 3)}.`;
    return [
      {
        severity: severityOf(subject),
        confidence: confidenceOf(subject),
        message: `What ${client} answers${from} is ${sayExecution(subject)}: whoever shapes what the model reads decides what it does.${kept}`,
        ...(way.length === 0 ? {} : { steps: way, related: way.slice(0, -1) }),
        evidence: [
          {
            fact: 'flow',
            source: `${clip(at.path, 300)}:${at.startLine}`,
            observed: 'present',
            value: clip(
              steps.map(({ path, startLine, message }) => `${path}:${startLine} ${message}`).join(' → '),
              900,
            ),
          },
        ],
        remediation: remedies[subject.runs],
        cwe: cweOf[subject.runs],
      },
    ];
  },
};
