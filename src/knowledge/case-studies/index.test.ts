import { describe, expect, it } from 'vitest';
import type { CaseStudy, LogEvent, Traces } from '../../model/case-study.ts';
import { readRelease } from '../atlas/release.ts';
import { caseLibrary, toldCases } from './index.ts';
import { packageTraces } from './traces.ts';

const { techniques } = readRelease();
const told = toldCases.map(({ id }) => caseLibrary.study(id));
const stepsOf = ({ told: one }: CaseStudy) => one?.steps ?? [];
const tracesOf = (by: LogEvent['by']): readonly Traces[] =>
  by === 'package' ? [...packageTraces.values()] : ['a.py', 'a.ts'].flatMap((path) => caseLibrary.files(path) ?? []);

describe('procedures', () => {
  it.each([
    ['AML.CS0022', 'T0040 T0062 T0060 T0010.001 T0011.001 T0048.003'],
    ['AML.CS0016', 'T0001 T0047 T0051.000 T0042 T0093 T0053 T0055 T0048.000 T0029'],
    ['AML.CS0015', 'T0010.001 T0037 T0025'],
  ])('of %s are in the order of ATLAS', (id, order) => {
    expect(stepsOf(caseLibrary.study(id)).map(({ technique }) => technique.id.replace('AML.', ''))).toEqual(
      order.split(' '),
    );
  });

  it.each(told)('of $id have just the techniques that ATLAS relates to it, each under a tactic of its own', (study) => {
    const related = [...techniques.values()].filter(({ caseStudies }) => caseStudies.includes(study.id));
    const steps = stepsOf(study);
    expect(steps.map(({ technique }) => technique.id).toSorted()).toEqual(related.map(({ id }) => id).toSorted());
    for (const { tactic, technique } of steps) expect(techniques.get(technique.id)?.tactics).toContain(tactic.id);
  });

  it('of MathGPT tell apart what shows here and what does not', () => {
    const steps = stepsOf(caseLibrary.study('AML.CS0016'));
    expect(steps.map(({ sights }) => sights.join('+'))).toEqual([
      ...['', '', 'log', 'log', 'change+log', 'change+log', 'change+log', 'log', 'change+log'],
    ]);
  });

  it('name a sub-technique with what it is one of', () => {
    expect(stepsOf(caseLibrary.study('AML.CS0015'))[0]?.technique.name).toBe('AI Supply Chain Compromise: AI Software');
  });
});

describe('mitigations', () => {
  it('have an id of ATLAS, and its word for it where it links one, or are our own', () => {
    const of = (id: string) => caseLibrary.study(id).told?.mitigations ?? [];
    expect(
      of('AML.CS0016')
        .filter(({ basis }) => basis === 'asserted')
        .map(({ id }) => id),
    ).toEqual(['AML.M0036']);
    for (const { id } of toldCases) {
      expect(of(id).filter(({ basis }) => basis === 'atlas-declared').length).toBeGreaterThan(3);
      expect(of(id).filter(({ basis, id: one }) => (basis === 'own') !== (one === undefined))).toEqual([]);
      expect(of(id).some(({ basis }) => basis === 'own')).toBe(true);
    }
  });

  it('are missing in ATLAS for what AML.T0060 and others are about', () => {
    const without = (id: string) => caseLibrary.study(id).told?.unmitigated.map((one) => one.id);
    expect(without('AML.CS0022')).toEqual(['AML.T0060', 'AML.T0048.003']);
    expect(without('AML.CS0016')).toEqual(['AML.T0001', 'AML.T0093', 'AML.T0055', 'AML.T0048.000']);
    expect(without('AML.CS0015')).toEqual(['AML.T0037']);
  });
});

describe('events', () => {
  const events = [...told, caseLibrary.study('AML.CS0047')].flatMap((study) => study.events);

  it('ask for traces that some packages or files leave', () => {
    for (const { id, by, rule, shown } of events) {
      const values = [
        ...Object.values(rule?.selections ?? {}).flatMap(Object.values),
        ...Object.values(rule?.keywords ?? {}),
      ];
      const asked = values.flatMap((one) => ('trace' in one ? [one.trace] : []));
      const known = new Set(tracesOf(by).flatMap(({ kinds }) => Object.keys(kinds)));
      for (const trace of [...asked, ...(shown === undefined || shown === 'lines' ? [] : [shown])])
        expect(known, `${id} ${trace}`).toContain(trace);
      if (rule !== undefined) expect(by, id).toBeDefined();
    }
  });

  it('hold no placeholder that nothing stands for', () => {
    const patterns = [...tracesOf('package'), ...tracesOf('file')].flatMap(({ kinds }) =>
      Object.values(kinds).flatMap(({ any, release = [] }) => [...any, ...release]),
    );
    expect(patterns.length).toBeGreaterThan(20);
    const placeholders = new Set(patterns.flatMap((pattern) => pattern.match(/\{[a-z]+\}/g) ?? []));
    expect([...placeholders].sort()).toEqual(['{base}', '{encoded}', '{name}', '{stem}', '{version}']);
  });

  it('of a case that is not told here watch releases alone', () => {
    const study = caseLibrary.study('AML.CS0047');
    expect(study).toMatchObject({ watches: 'releases', url: 'https://atlas.mitre.org/studies/AML.CS0047' });
    expect(study.told).toBeUndefined();
    expect(study.name).toContain('Amazon Q');
  });
});
