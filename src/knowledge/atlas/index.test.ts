import { describe, expect, it } from 'vitest';
import { noCitation } from '../../model/atlas.ts';
import { atlas } from './index.ts';

describe('atlas.describe', () => {
  it('fills in names, keeps the order and orders tactics by id', () => {
    const mapping = atlas.describe({
      techniques: [
        { id: 'AML.T0062', basis: 'case-study', stance: 'enables' },
        { id: 'AML.T0060', basis: 'case-study', stance: 'enables' },
      ],
      caseStudies: ['AML.CS0022', 'AML.CS0015'],
      mitigations: [{ id: 'AML.M0014', basis: 'asserted' }],
    });
    expect(mapping).toEqual({
      tactics: [
        { id: 'AML.TA0003', name: 'Resource Development' },
        { id: 'AML.TA0008', name: 'Discovery' },
      ],
      techniques: [
        { id: 'AML.T0062', name: 'Discover LLM Hallucinations', basis: 'case-study', stance: 'enables' },
        { id: 'AML.T0060', name: 'Publish Hallucinated Entities', basis: 'case-study', stance: 'enables' },
      ],
      caseStudies: [
        { id: 'AML.CS0022', name: 'ChatGPT Package Hallucination' },
        { id: 'AML.CS0015', name: 'Compromised PyTorch Dependency Chain' },
      ],
      mitigations: [{ id: 'AML.M0014', name: 'Verify AI Artifacts', basis: 'asserted' }],
    });
  });

  it('gives a sub-technique the tactics of its parent, each once', () => {
    const cite = (id: string) => ({ id, basis: 'asserted', stance: 'enables' }) as const;
    const mapping = atlas.describe({ ...noCitation, techniques: [cite('AML.T0010.001'), cite('AML.T0010')] });
    expect(mapping.tactics).toEqual([{ id: 'AML.TA0004', name: 'Initial Access' }]);
  });

  it('describes nothing for no citation', () => {
    expect(atlas.describe(noCitation)).toEqual({ tactics: [], techniques: [], caseStudies: [], mitigations: [] });
  });

  it.each(['AML.T9999', 'T0060', '__proto__', 'constructor', ''])('throws on the unknown technique %j', (id) => {
    const citation = { ...noCitation, techniques: [{ id, basis: 'asserted', stance: 'enables' } as const] };
    expect(() => atlas.describe(citation)).toThrow(`has no ${id}`);
  });

  it('throws on an unknown case study or mitigation', () => {
    expect(() => atlas.describe({ ...noCitation, caseStudies: ['AML.CS9999'] })).toThrow('AML.CS9999');
    const mitigations = [{ id: 'AML.M9999', basis: 'asserted' } as const];
    expect(() => atlas.describe({ ...noCitation, mitigations })).toThrow('AML.M9999');
  });
});

describe('atlas', () => {
  it.each([
    ['AML.T0019', 'AML.T0115.000'],
    ['AML.T0058', 'AML.T0115.001'],
    ['AML.T0104', 'AML.T0115.002'],
  ])('knows the successor of %s', (id, successor) => {
    expect(atlas.technique(id)?.id).toBe(successor);
  });

  it.each([
    ['ml-model-access', 'AML.TA0000'],
    ['ai-model-access', 'AML.TA0000'],
    ['ml-attack-staging', 'AML.TA0001'],
    ['ai-attack-staging', 'AML.TA0001'],
    ['ai-attack-adaptation', 'AML.TA0001'],
    ['AML.TA0004', 'AML.TA0004'],
  ])('finds the tactic %s', (name, id) => {
    expect(atlas.tactic(name)?.id).toBe(id);
  });

  it('knows what ATLAS links', () => {
    expect(atlas.technique('AML.T0010.001')).toMatchObject({ parent: 'AML.T0010', tactics: ['AML.TA0004'] });
    expect(atlas.technique('AML.T0060')?.mitigations).toEqual([]);
    expect(atlas.technique('AML.T0060')?.caseStudies).toEqual(['AML.CS0022']);
  });
});
