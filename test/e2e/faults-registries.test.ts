import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFill, type Services, startServices } from '../support/faults/cell.ts';
import { type Column, type Fill, fillColumns } from '../support/faults/matrix.ts';
import { comparePage, wrongIn } from '../support/faults/page.ts';
import { askedServices } from '../support/faults/services.ts';

describe('a registry of record that fails', () => {
  let services: Services;
  let columns: readonly Column[];
  beforeAll(async () => {
    services = await startServices();
    const fills = new Map<string, Fill>();
    for (const one of askedServices) {
      if (one.role === 'record') fills.set(one.title, await createFill(one, services));
    }
    columns = await fillColumns(fills);
  });
  afterAll(() => Promise.all([...services.values()].map((one) => one.close())));

  it('denies nothing, clears nothing, hangs nowhere and is told of', () => {
    expect(wrongIn(columns)).toEqual([]);
  });

  it('comes to what docs/reliability.md says', () => {
    const { found, committed } = comparePage(columns);
    expect(found).toBe(committed);
  });
});
