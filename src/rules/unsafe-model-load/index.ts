import type { Severity } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { ModelLoadSubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unsafe-model-load',
  title: 'Loading that runs code',
  summary:
    'Changed code loads a model or data in a way that runs what the file says (pickle, a Lambda layer, code of the repository), from a place that somebody else fills.',
  group: 'What does the change let in?',
  severity: 'medium',
  confidence: 'high',
  needs: [],
  atlas: {
    techniques: [
      { id: 'AML.T0011.000', basis: 'case-study', stance: 'enables' },
      { id: 'AML.T0010.003', basis: 'asserted', stance: 'enables' },
      { id: 'AML.T0018.002', basis: 'asserted', stance: 'enables' },
    ],
    caseStudies: ['AML.CS0031'],
    mitigations: [
      { id: 'AML.M0011', basis: 'atlas-declared' },
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'atlas-declared' },
    ],
  },
  cwe: ['CWE-502'],
  attack: ['T1204'],
  aboutAi: true,
};

const severities: Readonly<Record<ModelLoadSubject['origin'], Severity>> = {
  download: 'medium',
  unknown: 'low',
  fixed: 'low',
};

const origins: Readonly<Record<ModelLoadSubject['origin'], string>> = {
  download: 'It comes from a download, or nobody fixed which version it is: whoever can replace it decides what runs.',
  unknown: 'Where the file comes from is not in this code.',
  fixed: 'A commit says which version it is: what matters is who read it.',
};

export const rule: Rule<ModelLoadSubject, NoOptions> = {
  subjects: ['model-load'],
  meta,
  options: readNoOptions,
  check({ name, why, origin, remedy, at }): readonly Draft[] {
    return [
      {
        severity: severities[origin],
        message: `\`${clip(name, 80)}\` runs code out of what it loads: ${why}. ${origins[origin]}`,
        evidence: [
          {
            fact: 'model-load',
            source: `${clip(at.path, 300)}:${at.startLine}`,
            observed: 'present',
            value: clip(`${name}, ${origin === 'unknown' ? 'from a place that is not known' : origin}`, 200),
          },
        ],
        remediation: remedy,
      },
    ];
  },
};
