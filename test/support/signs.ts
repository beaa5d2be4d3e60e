import { defaultPolicy } from '../../src/config/defaults.ts';
import { escalate } from '../../src/engine/escalate.ts';
import { enabledRules, evaluate, readyRules } from '../../src/engine/evaluate.ts';
import { acceptFindings } from '../../src/engine/exceptions.ts';
import { mergeRepeats } from '../../src/engine/group.ts';
import { noCitation } from '../../src/model/atlas.ts';
import { type Finding, rankFindings } from '../../src/model/finding.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { AnyRule, Draft } from '../../src/model/rule.ts';
import type { Subject } from '../../src/model/subject.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { factsOf, now, subjectOf } from './rules.ts';

const weights = new Map(rules.map(({ meta }) => [meta.id, meta.signWeight]));

/** A rule that says the same of every dependency; without `words` it is no sign. */
export function ruleOf(
  id: string,
  { words, ...draft }: Partial<Draft> & { readonly words?: string | undefined } = {},
): AnyRule {
  return {
    subjects: ['dependency'],
    meta: {
      id,
      title: id,
      summary: id,
      group: 'Is this release what it seems?',
      severity: 'medium',
      confidence: 'high',
      needs: [],
      atlas: noCitation,
      cwe: [],
      attack: [],
      aboutAi: false,
      signWeight: weights.get(id) ?? 0,
    },
    options: () => ({}),
    check: () => [
      {
        message: `Told by ${id}.`,
        evidence: [{ fact: 'release', source: id, observed: 'present', value: id }],
        remediation: `Do as ${id} says.`,
        version: '1.3.0',
        ...draft,
        ...(words === undefined ? {} : { signal: { ...draft.signal, words } }),
      },
    ],
  };
}

export const sign = (id: string, draft: Partial<Draft> = {}): AnyRule =>
  ruleOf(id, { words: `words of ${id}`, ...draft });
export const subject = subjectOf({ dependency: { name: 'left-pad', version: '1.3.0' } });

export interface World {
  readonly subjects?: readonly Subject[];
  readonly policy?: Partial<Policy>;
}

/** As an audit does it: judged, what is accepted set aside, repeats merged, the rest joined. */
export function auditWith(rules: readonly AnyRule[], { subjects = [subject], policy: patch = {} }: World = {}) {
  const policy = { ...defaultPolicy, ...patch };
  const judge = {
    rules: readyRules(enabledRules(rules, policy), policy, []),
    facts: factsOf(),
    policy,
    helpUri: (id: string) => `https://rules.example/${id}`,
  };
  const isLockfile = (path: string) => path.endsWith('.lock');
  const discovery = { head: { files: new Map() }, changed: [] };
  const context = {
    policy,
    rules,
    discovery,
    now: new Date(now),
    configPath: undefined,
    mode: 'changed',
    isLockfile,
  } as const;
  const { kept } = acceptFindings(evaluate(subjects, judge).findings, context);
  return rankFindings(escalate(mergeRepeats(kept, isLockfile), policy));
}

export const told = (findings: readonly Finding[]) => findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`);
