import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFill, type Services, startServices } from '../support/faults/cell.ts';
import { type HostedChange, partsOfGitHub, runChangeCell, startHostedChange } from '../support/faults/change.ts';
import { type Column, type Fill, fillColumns } from '../support/faults/matrix.ts';
import { comparePage, wrongIn } from '../support/faults/page.ts';
import { askedServices } from '../support/faults/services.ts';

describe('a service that is no registry of record, and fails', () => {
  let services: Services;
  let change: HostedChange;
  let columns: readonly Column[];
  beforeAll(async () => {
    services = await startServices();
    change = await startHostedChange(services);
    const fills = new Map<string, Fill>();
    for (const one of askedServices) {
      if (one.role !== 'record') fills.set(one.title, await createFill(one, services));
    }
    for (const part of partsOfGitHub)
      fills.set(part.title, (fault, seconds) => runChangeCell(part, fault, change, seconds));
    columns = await fillColumns(fills);
  });
  afterAll(() => Promise.all([change, ...services.values()].map((one) => one.close())));

  it('accuses nobody, lets nothing pass for read, hangs nowhere and is told of', () => {
    expect(wrongIn(columns)).toEqual([]);
  });

  it('comes to what docs/reliability.md says', () => {
    const { found, committed } = comparePage(columns);
    expect(found).toBe(committed);
  });
});
